// SPDX-License-Identifier: MIT
#include "modules/hmac_owner/keyring.h"

#include <utility>

namespace hmac_owner {

Keyring::Keyring(std::vector<Key> keys) : keys_(std::move(keys)) {
  for (size_t i = 0; i < keys_.size(); ++i) {
    const Key& key = keys_[i];
    SourceIndex& sources = sources_[key.slot];
    used_[key.slot] = true;
    if (!key.from) sources.add_anywhere(static_cast<uint16_t>(i));
    for (const auto& prefix : key.from.value_or(std::vector<warifu::wire::Prefix>{}))
      sources.add(prefix, static_cast<uint16_t>(i));
  }
}

Fitting Keyring::fitting(uint8_t slot, const warifu::wire::Address& source) const {
  Fitting found;
  sources_[slot].find(warifu::wire::prefix_of(source), found);
  return found;
}

}  // namespace hmac_owner
