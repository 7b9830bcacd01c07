// SPDX-License-Identifier: MIT
// Input: the file of key counters, as the server's user may have left it.
#include <cstdint>
#include <cstdlib>

#include "kernel/wire/key_usage_file.h"
#include "kernel/wire/key_usage_reader.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto table = warifu::wire::parse_key_usage({data, size});
  if (!table) {
    require(table.error() != nullptr);
    return 0;
  }
  require(table->rows.size() * sizeof(warifu_key_usage_row) <= size);
  for (const auto& row : table->rows) {
    require(row.fingerprint != decltype(row.fingerprint){});
    require(row.first_used >= 0 && row.last_used >= 0);
    require(row.last_used <= table->rows.front().last_used);
  }
  return 0;
}
