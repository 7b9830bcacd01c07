// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace warifu::cli {

// The bytes of a packet in hex, as people have them: bare digits, or as `tcpdump -x` prints
// them, with spaces, newlines and an offset ("0x0010:") before each line. nullopt where it is
// no such thing, or longer than `limit` bytes.
std::optional<std::vector<uint8_t>> from_hex(std::string_view text, size_t limit);

}  // namespace warifu::cli
