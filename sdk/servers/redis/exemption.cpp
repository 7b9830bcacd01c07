// SPDX-License-Identifier: MIT
#include "sdk/servers/redis/exemption.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <string>

namespace warifu::redis {
namespace {

constexpr unsigned kMappedBits = 96;  // ::ffff:0:0/96
constexpr uint32_t kNoUid = 0xFFFFFFFF;

template <typename Number>
std::optional<Number> to_number(std::string_view text) {
  Number number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return number;
}

bool bit(const uint8_t* address, unsigned index) {
  return (address[index / 8] >> (7 - index % 8) & 1) != 0;
}

// The bits before the address proper: those of the mapped prefix, or none.
std::optional<unsigned> parse_address(const std::string& text, std::array<uint8_t, 16>& address) {
  if (inet_pton(AF_INET6, text.c_str(), address.data()) == 1) return 0;
  if (inet_pton(AF_INET, text.c_str(), address.data() + 12) != 1) return std::nullopt;
  std::fill_n(address.begin(), 10, 0);
  address[10] = address[11] = 0xFF;
  return kMappedBits;
}

}  // namespace

bool Exemption::covers(const warifu_owner& owner, const warifu_endpoint& client) const {
  if (owner.has_uid == 0 || owner.uid != uid || owner.domain == nullptr || *owner.domain == '\0') {
    return false;
  }
  if (client.port == 0) return false;  // not known, or not TCP
  for (unsigned i = 0; i < length; ++i) {
    if (bit(client.address, i) != bit(address.data(), i)) return false;
  }
  return true;
}

std::optional<Exemption> parse_exemption(std::string_view prefix, std::string_view uid) {
  Exemption made;
  const size_t slash = prefix.find('/');
  const auto before = parse_address(std::string(prefix.substr(0, slash)), made.address);
  const auto number = to_number<uint32_t>(uid);
  if (!before || !number || *number == kNoUid) return std::nullopt;
  made.uid = *number;
  made.length = 128;
  if (slash != prefix.npos) {
    const auto length = to_number<unsigned>(prefix.substr(slash + 1));
    if (!length || *length > 128 - *before || *length == 0) return std::nullopt;
    made.length = *before + *length;
  }
  for (unsigned i = made.length; i < 128; ++i) {
    if (bit(made.address.data(), i)) return std::nullopt;
  }
  return made;
}

}  // namespace warifu::redis
