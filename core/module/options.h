// SPDX-License-Identifier: MIT
// A module's options: what the operator wrote, against what the module declared.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/toml/node.h"
#include "core/toml/table_reader.h"
#include "warifu/module.h"

namespace warifu {

// The values for one entry, in the order of the descriptor's options, with all they point to.
// Wiped on destruction where an option is a secret. Movable; pointers stay valid when moved.
class OptionValues {
 public:
  OptionValues();
  OptionValues(OptionValues&&) noexcept;
  OptionValues& operator=(OptionValues&&) noexcept;
  OptionValues(const OptionValues&) = delete;
  OptionValues& operator=(const OptionValues&) = delete;
  ~OptionValues();

  // As many as the descriptor has options, also where some are wrong (then not set).
  [[nodiscard]] const std::vector<warifu_value>& values() const;
  // Where option `index` was written; the entry's own place where it was not.
  [[nodiscard]] Place place(size_t index) const;
  // Option `name` of type ID_LIST, or nullptr.
  [[nodiscard]] const warifu_value* find(const warifu_module& module, const char* name) const;

 private:
  friend OptionValues check_options(const warifu_module&, const Node&, const Place&, Diagnostics&);
  struct Storage;
  std::unique_ptr<Storage> storage_;
};

// Reports unknown options (with a suggestion), wrong types and ranges, missing required ones;
// also a descriptor whose own default does not fit its type. `entry` is where [[verify]] stands;
// relative paths are taken from the folder of entry.file.
OptionValues check_options(const warifu_module& module, const Node& options, const Place& entry,
                           Diagnostics& diagnostics);

}  // namespace warifu
