// SPDX-License-Identifier: MIT
#include "core/log/json_writer.h"

namespace warifu {

void JsonWriter::begin_object() {
  line_.text("{");
  first_ = true;
}

void JsonWriter::begin_object(std::string_view key) {
  name(key);
  begin_object();
}

void JsonWriter::end_object() {
  line_.text("}");
  first_ = false;
}

void JsonWriter::member(std::string_view key, std::string_view outside, size_t limit) {
  name(key).json_string(outside, limit);
}

void JsonWriter::word(std::string_view key, std::string_view own) {
  name(key).text("\"").text(own).text("\"");
}

void JsonWriter::null(std::string_view key) {
  name(key).text("null");
}

Line& JsonWriter::name(std::string_view key) {
  if (!first_) line_.text(",");
  first_ = false;
  return line_.text("\"").text(key).text("\":");
}

}  // namespace warifu
