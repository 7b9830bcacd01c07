// SPDX-License-Identifier: MIT
#include "modules/directory/user.h"

namespace warifu::directory {
namespace {

constexpr size_t kGidBytes = 4;

}  // namespace

std::string encode(const User& user) {
  std::string bytes;
  for (int shift = 0; shift < 32; shift += 8)
    bytes += static_cast<char>(user.gid >> shift);
  return bytes + user.name;
}

std::optional<User> decode_user(std::string_view value) {
  if (value.size() < kGidBytes) return std::nullopt;
  User user;
  for (size_t at = kGidBytes; at-- > 0;) {
    user.gid = user.gid << 8 | static_cast<uint8_t>(value[at]);
  }
  user.name = value.substr(kGidBytes);
  return user;
}

}  // namespace warifu::directory
