// SPDX-License-Identifier: MIT
#include "core/config/stack_reader.h"

namespace warifu {

void read_cache_section(TableReader& file, StackFile& stack) {
  const Node* section = file.table("cache");
  if (section == nullptr) return;
  TableReader reader(*section, file.diagnostics());
  if (const Node* size = reader.find("size")) stack.cache.place = size->place();
  if (const auto bytes =
          reader.integer("size", CacheConfig::kLeastBytes, CacheConfig::kMostBytes)) {
    stack.cache.bytes = static_cast<size_t>(*bytes);
  }
  reader.finish(hints_below_top());
}

}  // namespace warifu
