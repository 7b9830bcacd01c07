// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/diagnostic/diagnostic.h"
#include "core/toml/id_list.h"
#include "kernel/wire/mac_message.h"
#include "kernel/wire/prefix.h"
#include "kernel/wire/secret.h"

namespace hmac_owner {

// Active and accept are verified alike. The two words are for people: during a rotation one key is
// signed with, and the other still accepted.
enum class State { kActive, kAccept, kRetired };

// One [[key]] of a keyring. Immutable once read.
struct Key {
  warifu::Place place;  // of its [[key]]
  uint8_t slot = 0;     // 0 to 15
  warifu::wire::Secret secret;
  std::string fingerprint;  // of the secret, 16 hexadecimal digits
  std::array<uint8_t, 8> fingerprint_bytes{};
  bool derived = false;  // the secret is an audience key: each source has a key of its own
  std::string domain;    // "": sets none
  State state = State::kActive;
  warifu_bind bind = WARIFU_BIND_CONNECTION;
  std::optional<std::vector<warifu::wire::Prefix>> from;  // absent: any source
  std::optional<std::vector<warifu::IdRange>> uids;       // absent: any uid
  std::optional<std::vector<warifu::IdRange>> gids;       // absent: its gids are not trusted
  std::optional<int64_t> not_before, not_after;           // seconds since 1970; after: exclusive
  std::string description;  // "key 0011223344556677 (slot 3)": for reasons; tells no secret
};

inline bool is_early(const Key& key, int64_t now) {
  return key.not_before && now < *key.not_before;
}
inline bool is_expired(const Key& key, int64_t now) {
  return key.not_after && now >= *key.not_after;
}
inline bool is_usable(const Key& key, int64_t now) {
  return key.state != State::kRetired && !is_early(key, now) && !is_expired(key, now);
}

}  // namespace hmac_owner
