// SPDX-License-Identifier: MIT
#include "core/module/option_value.h"

#include <openssl/crypto.h>

namespace warifu {
namespace {

void wipe(std::string& text) {
  OPENSSL_cleanse(text.data(), text.size());
}

}  // namespace

OptionValue::~OptionValue() {
  if (!secret_) return;
  wipe(string_);
  for (std::string& text : strings_)
    wipe(text);
}

void OptionValue::set_boolean(bool value) {
  view_.boolean = value ? 1 : 0;
}
void OptionValue::set_integer(int64_t value) {
  view_.integer = value;
}
void OptionValue::set_string(std::string_view value) {
  string_ = value;
}
void OptionValue::add_range(const warifu_id_range& range) {
  ranges_.push_back(range);
}

void OptionValue::add_string(std::string_view value) {
  strings_.emplace_back(value);
}

void OptionValue::finish(uint32_t line, uint32_t column) {
  for (const std::string& text : strings_)
    pointers_.push_back(text.c_str());
  view_.is_set = 1;
  view_.line = line;
  view_.column = column;
  view_.string = string_.c_str();
  view_.strings = pointers_.data();
  view_.string_count = pointers_.size();
  view_.ranges = ranges_.data();
  view_.range_count = ranges_.size();
}

}  // namespace warifu
