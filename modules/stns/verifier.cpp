// SPDX-License-Identifier: MIT
#include "modules/stns/verifier.h"

#include "modules/stns/stns_source.h"

namespace stns {
namespace {

// So long nobody of this server's says again that the server is away.
constexpr int64_t kBetweenNotes = 60'000'000;

// A line for the operator, beside the decisions that name the reason: one at a time, whichever
// process meets it. Where there is no cache that could tell, there is none: decisions say it all.
void note(const warifu_call& call, const std::string& trouble) {
  constexpr std::string_view kKey = "note";
  if (trouble.empty() ||
      call.host->cache_claim(&call, kKey.data(), kKey.size(), kBetweenNotes) != 1) {
    return;
  }
  constexpr int kWarning = 4;  // as syslog(3)
  call.host->log(&call, kWarning, trouble.c_str());
}

}  // namespace

int Verifier::verify(const warifu_call& call, warifu_group_search search) {
  client_.begin_verify();
  StnsSource source(call, settings_, client_);
  const int code = requirements_.verify(call, source, search);
  note(call, source.trouble());
  if (code == WARIFU_UNAVAILABLE && source.reason()) {
    call.host->explain(&call, static_cast<uint32_t>(*source.reason()), source.trouble().c_str());
  }
  return code;
}

int Verifier::is_in_group(const warifu_call& call, const char* group) {
  StnsSource source(call, settings_, client_);
  const int membership = requirements_.is_in_group(call, source, group);
  note(call, source.trouble());
  return membership;
}

}  // namespace stns
