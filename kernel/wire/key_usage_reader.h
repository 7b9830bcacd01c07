// SPDX-License-Identifier: MIT
// What a server counted of its keys (key_usage_file.h), for who looks at it from outside.
//
// The file belongs to the server's user and is read as root: whatever stands in its place is
// opened without following links or waiting, read with a bound, and believed in nothing but
// that it is somebody's numbers. Safe on any thread. Throws std::bad_alloc only.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace warifu::wire {

struct KeyUsageRow {
  std::array<uint8_t, 8> fingerprint{};
  uint64_t passed = 0;
  uint64_t refused = 0;
  int64_t first_used = 0;  // Unix time, seconds, within the years 1970 to 9999
  int64_t last_used = 0;
};

struct KeyUsageTable {
  std::vector<KeyUsageRow> rows;  // last used first
  uint64_t uncounted = 0;         // uses of keys for which the file had no row left
};

// The error is a sentence without the file's name, static.
tl::expected<KeyUsageTable, const char*> parse_key_usage(std::span<const uint8_t> bytes);

// `folder` is absolute: the service's, as hmac_owner's option replay_dir has it. The error names
// the file and says what to do; nothing of the file's content is in it.
tl::expected<KeyUsageTable, std::string> read_key_usage(const std::string& folder);

}  // namespace warifu::wire
