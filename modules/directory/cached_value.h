// SPDX-License-Identifier: MIT
// How an answer stands in the shared cache. All integers little-endian:
//
//   offset 0  version, 1
//          1  kind, 'F' (found) or 'N' (not found)
//          2  two bytes 0
//          4  length of the value in bytes, 32 bits; 0 for 'N'
//          8  the value
//
// What is not exactly this counts as absent: other versions of the library share the cache over a
// reload, and nothing that was cut off may pass for an answer.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace warifu::directory {

struct CachedValue {
  bool found = false;
  std::string_view value;  // into the bytes that were read
};

std::string encode_found(std::string_view value);
std::string encode_not_found();

std::optional<CachedValue> decode(std::string_view bytes);

}  // namespace warifu::directory
