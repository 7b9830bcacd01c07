// SPDX-License-Identifier: MIT
// Evidence of any kind before hmac_owner. Input: the bytes of a warifu_evidence, then those of an
// owner; the rest is zero. Without the key nobody makes a signature, so nobody may pass.
#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "kernel/wire/key_derivation.h"
#include "modules/hmac_owner/reason.h"
#include "modules/hmac_owner/verifier.h"

namespace {

using namespace hmac_owner;

void require(bool holds) {
  if (!holds) std::abort();
}

constexpr int64_t kNow = 1'795'264'300;

struct Call : warifu_call {
  mutable int explained = 0;
};

constexpr warifu_host kHost = {
    .size = sizeof(warifu_host),
    .explain =
        [](const warifu_call* call, uint32_t reason, const char* /*detail*/) {
          require(reason < static_cast<uint32_t>(Reason::kCount));
          ++static_cast<const Call*>(call)->explained;
        },
    .log = nullptr,
    .time_left = nullptr,
    .now = [](const warifu_call* /*call*/) { return kNow * 1'000'000'000; },
    .set_attribute = nullptr,  // for those who pass only
    .get_attribute = nullptr,
    .set_domain = nullptr,
    .offer_groups = nullptr,
    .has_group = nullptr,
    .distrust_gid = nullptr,
};

// One key for everybody under each even slot, one for each source under each odd one.
Keyring all_slots() {
  std::vector<Key> keys(kSlots);
  for (size_t i = 0; i < keys.size(); ++i) {
    keys[i].slot = static_cast<uint8_t>(i);
    keys[i].derived = i % 2 == 1;
    keys[i].bind = static_cast<warifu_bind>(keys[i].derived ? i & 2 : i & 3);
    keys[i].secret.writable()[0] = static_cast<uint8_t>(i + 1);
    keys[i].fingerprint = warifu::wire::fingerprint(keys[i].secret);
  }
  return Keyring(std::move(keys));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static Verifier* const verifier = [] {
    auto* made = new Verifier(all_slots(), Policy{}, nullptr);
    made->process_start();
    return made;
  }();
  warifu_evidence evidence = {};
  warifu_owner owner = {};
  std::memcpy(&evidence, data, std::min(size, sizeof evidence));
  const size_t rest = size - std::min(size, sizeof evidence);
  const size_t owner_size = std::min(rest, offsetof(warifu_owner, domain));
  if (owner_size != 0) std::memcpy(&owner, data + sizeof evidence, owner_size);
  owner.domain = "";
  const warifu_module_request request = {sizeof request, 0, "fuzz", "", ""};
  Call call;
  static_cast<warifu_call&>(call) = {sizeof(warifu_call), 0, &kHost, &request, &evidence, &owner};
  const int code = verifier->verify(call);
  require(code == (owner.has_uid == 0 ? WARIFU_UNKNOWN : WARIFU_FAIL));
  require(call.explained == 1);
  return 0;
}
