// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace warifu::directory {

// A user as the directory has it. `gid` is its primary group there; the owner's gid, which came
// with the connection, is another thing, and neither is ever taken for the other.
struct User {
  std::string name;
  uint32_t gid = 0;
};

// As a value in the shared cache: the gid in 4 bytes, little-endian, then the name. What is shorter
// is none; whether the name is one is name.h's to say, each time.
std::string encode(const User& user);
std::optional<User> decode_user(std::string_view value);

}  // namespace warifu::directory
