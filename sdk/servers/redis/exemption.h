// SPDX-License-Identifier: MIT
// Replicas, Sentinels and cluster links that need no entry in a map.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "warifu/warifu.h"

namespace warifu::redis {

// Source and owner, both: by source alone every tenant of that host would pass.
struct Exemption {
  std::array<uint8_t, 16> address{};  // IPv4 mapped
  unsigned length = 0;                // bits of it
  uint32_t uid = 0;

  // Whether this is the owner, verified by a signature (so that it has a domain), and this the
  // client's address.
  [[nodiscard]] bool covers(const warifu_owner& owner, const warifu_endpoint& client) const;
};

// "10.0.0.0/24" or "2001:db8::7", and a uid. Nothing where either is none, or where bits are set
// beyond the prefix.
std::optional<Exemption> parse_exemption(std::string_view prefix, std::string_view uid);

}  // namespace warifu::redis
