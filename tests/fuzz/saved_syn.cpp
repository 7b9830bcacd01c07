// SPDX-License-Identifier: MIT
// Input: one byte of configuration (bit 0: kind 253, bit 1: accept tcpriv), then what
// getsockopt(TCP_SAVED_SYN) would return.
#include <cstdint>
#include <cstdlib>

#include "core/owner/evidence.h"
#include "core/reason/reason.h"

using namespace warifu;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

// What modules and the log take for granted.
void check(const Evidence& evidence) {
  const bool owner = evidence.raw.outcome == WARIFU_OUTCOME_OWNER;
  require(evidence.has_uid == owner);
  require(owner || !evidence.has_gid);
  require(owner == (evidence.raw.claim_length != 0));
  require(evidence.raw.claim_length <= sizeof(evidence.raw.claim));
  require(evidence.raw.proof_length == 0);
  require(owner == (evidence.reason_id[0] == '\0'));
  require(owner || find_core_reason(evidence.reason_id) != nullptr);
  require(evidence.has_gid || !owner || evidence.raw.is_tcpriv != 0);
  require((evidence.raw.outcome == WARIFU_OUTCOME_MALFORMED) == !evidence.detail.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  OwnerConfig config;
  if ((data[0] & 1) != 0) config.kind = 253;
  config.accept_tcpriv = (data[0] & 2) != 0;
  const Evidence evidence = evidence_from_syn(data + 1, size - 1, config);
  check(evidence);
  if (size == 1) require(evidence.raw.outcome == WARIFU_OUTCOME_NOT_SAVED);
  return 0;
}
