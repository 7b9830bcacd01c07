// SPDX-License-Identifier: MIT
// Comma-separated values (RFC 4180): lines end with CRLF or LF, a quote within quotes is written
// twice, blanks belong to a field, and a quote stands only at the ends of one. Strict, and with the
// place of each field: what decides who may log in is not guessed at.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/cli/map/refusal.h"

namespace warifu::cli {

struct CsvField {
  std::string text;
  uint32_t line = 1;
  uint32_t column = 1;  // in characters
};

struct CsvRecord {
  std::vector<CsvField> fields;
  // Why it could not be read, and where; the fields before it are there.
  std::optional<Refusal> fault;
  uint32_t line = 1;
  uint32_t column = 1;
};

inline constexpr size_t kLongestCsvField = 65536;  // bytes
inline constexpr size_t kMostCsvFields = 64;       // of a record

// Gives one record after the other; a mark at the beginning that says UTF-8 is passed over. After a
// fault it goes on with the next line. `text` must outlive it.
class CsvScanner {
 public:
  explicit CsvScanner(std::string_view text);
  [[nodiscard]] std::optional<CsvRecord> next();

 private:
  bool take_field(CsvRecord& record);
  bool take_quoted(CsvRecord& record, CsvField& field);
  bool take_plain(CsvRecord& record, CsvField& field);
  bool refuse_here(CsvRecord& record, const char* what, const char* remedy) const;
  void skip_line();
  char take();
  bool take_end_of_line();
  [[nodiscard]] bool sees_end() const;

  std::string_view rest_;
  uint32_t line_ = 1;
  uint32_t column_ = 1;
};

}  // namespace warifu::cli
