// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/toml/node.h"
#include "warifu/module.h"

namespace warifu {

// The value of one option and everything that it points to. Not movable: a short std::string
// takes its bytes along.
class OptionValue {
 public:
  OptionValue() = default;
  OptionValue(const OptionValue&) = delete;
  OptionValue& operator=(const OptionValue&) = delete;
  OptionValue(OptionValue&&) = delete;
  OptionValue& operator=(OptionValue&&) = delete;
  ~OptionValue();

  // What the module sees, valid as long as this.
  [[nodiscard]] const warifu_value& view() const { return view_; }

  void set_boolean(bool value);
  void set_integer(int64_t value);
  void set_string(std::string_view value);
  void add_string(std::string_view value);
  void add_range(const warifu_id_range& range);

  // Before anything is put in: wipes it on destruction.
  void mark_secret() { secret_ = true; }

  // Ends a good value: it is set, and was written at a place (0, 0: it is the default).
  void finish(uint32_t line, uint32_t column);

 private:
  warifu_value view_ = {};
  std::string string_;
  std::vector<std::string> strings_;
  std::vector<const char*> pointers_;
  std::vector<warifu_id_range> ranges_;
  bool secret_ = false;
};

// Checks what the operator wrote for `option`, reporting each mistake at its place; true where
// there was none. Relative paths are taken from `folder`, which is absolute. A secret's value
// is in no report.
bool read_option(const warifu_option& option, const Node& node, const std::string& folder,
                 Diagnostics& diagnostics, OptionValue& value);

// The same for the option's own default, which must not be NULL. A path must be absolute: no
// stack's folder is known where a descriptor is judged.
bool read_default(const warifu_option& option, Diagnostics& diagnostics, OptionValue& value);

// The words of a CHOICE.
std::vector<std::string_view> choices_of(const warifu_option& option);

}  // namespace warifu
