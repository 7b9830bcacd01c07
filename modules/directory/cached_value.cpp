// SPDX-License-Identifier: MIT
#include "modules/directory/cached_value.h"

#include <cstddef>
#include <cstdint>

namespace warifu::directory {
namespace {

constexpr char kVersion = 1;
constexpr char kFound = 'F';
constexpr char kNotFound = 'N';
constexpr size_t kHeaderBytes = 8;

std::string header(char kind, uint32_t length) {
  std::string bytes = {kVersion, kind, 0, 0};
  for (int shift = 0; shift < 32; shift += 8)
    bytes += static_cast<char>(length >> shift);
  return bytes;
}

}  // namespace

std::string encode_found(std::string_view value) {
  return header(kFound, static_cast<uint32_t>(value.size())).append(value);
}

std::string encode_not_found() {
  return header(kNotFound, 0);
}

std::optional<CachedValue> decode(std::string_view bytes) {
  if (bytes.size() < kHeaderBytes) return std::nullopt;
  const std::string_view value = bytes.substr(kHeaderBytes);
  const bool found = bytes[1] == kFound;
  if (!found && !value.empty()) return std::nullopt;
  const std::string expected =
      header(found ? kFound : kNotFound, static_cast<uint32_t>(value.size()));
  if (bytes.substr(0, kHeaderBytes) != expected) return std::nullopt;
  return CachedValue{found, value};
}

}  // namespace warifu::directory
