// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace stns {

// Who is told what stands in an answer. Each function answers why that will not do, or nullptr.
// A field may come twice; the sink refuses that where it would matter.
class RecordSink {
 public:
  RecordSink() = default;
  RecordSink(const RecordSink&) = delete;
  RecordSink& operator=(const RecordSink&) = delete;
  virtual ~RecordSink() = default;

  virtual const char* begin() = 0;
  virtual const char* end() = 0;
  virtual const char* number(std::string_view field, uint64_t value) = 0;
  virtual const char* text(std::string_view field, std::string& value) = 0;
  virtual const char* null(std::string_view field) = 0;
  virtual const char* list(std::string_view field) = 0;
  virtual const char* list_text(std::string_view field, std::string& value) = 0;
  virtual const char* list_other(std::string_view field) = 0;
  // Anything else: true, 1.5, -1, an object.
  virtual const char* other(std::string_view field) = 0;
};

// Reads what STNS answers, a list of objects, one event after the other: memory does not grow with
// the answer. Empty: all of it was read; else what is wrong with it, without any of its text.
std::string read_records(std::string_view json, RecordSink& sink);

}  // namespace stns
