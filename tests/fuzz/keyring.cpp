// SPDX-License-Identifier: MIT
// A keyring, whatever stands in it; every secret file it names holds a secret of its own.
#include <cstdlib>
#include <string_view>

#include "modules/hmac_owner/keyring_reader.h"

namespace {

using namespace hmac_owner;

void require(bool holds) {
  if (!holds) std::abort();
}

class AnySecret final : public SecretSource {
 public:
  std::optional<warifu::wire::Secret> read(const std::string& path, const warifu::Place& /*where*/,
                                           warifu::Diagnostics& /*diagnostics*/) override {
    require(path.starts_with('/') && path.find("/../") == std::string::npos);
    require(path.find('\0') == std::string::npos);
    warifu::wire::Secret secret;
    const size_t hash = std::hash<std::string>{}(path);
    for (size_t i = 0; i < sizeof hash; ++i)
      secret.writable()[i] = static_cast<uint8_t>(hash >> (8 * i));
    return secret;
  }
};

// What must hold of a keyring that loads.
void check(const Keyring& keyring) {
  require(!keyring.keys().empty());
  for (const Key& key : keyring.keys()) {
    require(key.slot < kSlots && keyring.has_slot(key.slot));
    require(!key.derived || (key.bind & WARIFU_BIND_NAT) == 0);
    require(key.domain != "local" && key.domain.size() <= 64);
    require(!key.not_before || !key.not_after || *key.not_before < *key.not_after);
  }
  for (uint8_t slot = 0; slot < kSlots; ++slot) {
    const Fitting fitting = keyring.fitting(slot, {0x20, 1, 0xd, 0xb8});
    for (size_t i = 0; i < fitting.count; ++i)
      require(keyring.keys()[fitting.keys[i]].slot == slot);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  constexpr int64_t kNow = 1'795'264'300;
  AnySecret secrets;
  warifu::Diagnostics diagnostics;
  const auto keyring = read_keyring(std::string_view(reinterpret_cast<const char*>(data), size),
                                    "/etc/warifu/keyring.toml", kNow, secrets, diagnostics);
  require(keyring.has_value() != diagnostics.has_errors());
  if (keyring) check(*keyring);
  return 0;
}
