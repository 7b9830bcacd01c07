// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace warifu::wire {

// The caller has checked that 2 (4) bytes are there.
constexpr uint16_t read_be16(const uint8_t* bytes) {
  return static_cast<uint16_t>(bytes[0] << 8 | bytes[1]);
}

constexpr uint32_t read_be32(const uint8_t* bytes) {
  return uint32_t{read_be16(bytes)} << 16 | read_be16(bytes + 2);
}

}  // namespace warifu::wire
