// SPDX-License-Identifier: MIT
// The text of one stack file; the parts of it have a reader each, in the files beside this.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/stack/stack_file.h"
#include "core/toml/table_reader.h"

namespace warifu {

// In what role a file is read.
struct ReadContext {
  int64_t now = 0;        // unix seconds; what observe_until is judged against
  bool is_other = false;  // other.toml, where nothing may observe
  bool included = false;  // only its entries count: its own mode is not applied
};

std::shared_ptr<const StackFile> read_stack(std::string_view text, const std::string& path,
                                            const ReadContext& context, Diagnostics& diagnostics);

// For the tables below the file's own: keys that TOML gave to them because of where they stand.
KeyHints hints_below_top(std::string_view otherwise = {});

// [owner]; `file` reads the whole file's table.
void read_owner_section(TableReader& file, StackFile& stack);

// [log].
void read_log_section(TableReader& file, StackFile& stack);

// [cache].
void read_cache_section(TableReader& file, StackFile& stack);

}  // namespace warifu
