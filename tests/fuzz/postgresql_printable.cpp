// SPDX-License-Identifier: MIT
// Any text in the log of PostgreSQL: printable, and within its room.
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

extern "C" {
#include "sdk/servers/postgresql/printable.h"
}

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data + 1), size - 1);
  std::vector<char> room(1 + data[0]);  // to the byte, for the sanitizer
  printable(room.data(), room.size(), text.c_str());
  const size_t length = strnlen(room.data(), room.size());
  require(length < room.size());
  for (size_t i = 0; i < length; ++i)
    require(room[i] >= ' ' && room[i] <= '~');
  return 0;
}
