// SPDX-License-Identifier: MIT
#include "core/cli/map/csv_scanner.h"

#include <algorithm>

namespace warifu::cli {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool continues_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0u) == 0x80u;
}

}  // namespace

CsvScanner::CsvScanner(std::string_view text) : rest_(text) {
  if (rest_.starts_with(kByteOrderMark)) rest_.remove_prefix(kByteOrderMark.size());
}

char CsvScanner::take() {
  const char byte = rest_.front();
  rest_.remove_prefix(1);
  if (byte == '\n') {
    ++line_;
    column_ = 1;
  } else if (!continues_character(byte)) {
    ++column_;
  }
  return byte;
}

bool CsvScanner::sees_end() const {
  return rest_.empty() || rest_.front() == ',' || rest_.front() == '\n' ||
         rest_.starts_with("\r\n");
}

bool CsvScanner::take_end_of_line() {
  if (rest_.starts_with("\r\n")) take();
  if (!rest_.starts_with('\n')) return false;
  take();
  return true;
}

void CsvScanner::skip_line() {
  const size_t length = rest_.find('\n');
  rest_.remove_prefix(std::min(length, rest_.size()));
  if (!rest_.empty()) take();
}

bool CsvScanner::refuse_here(CsvRecord& record, const char* what, const char* remedy) const {
  record.fault = Refusal{what, remedy};
  record.line = line_;
  record.column = column_;
  return false;
}

bool CsvScanner::take_quoted(CsvRecord& record, CsvField& field) {
  take();
  while (!rest_.empty()) {
    if (field.text.size() >= kLongestCsvField) break;
    const char byte = take();
    if (byte != '"') {
      field.text += byte;
    } else if (rest_.starts_with('"')) {
      field.text += take();
    } else if (sees_end()) {
      return true;
    } else {
      return refuse_here(record, "something behind the quote that ends a field",
                         "write a quote within quotes twice");
    }
  }
  // Of the one that was not closed, the place where it was opened is what helps.
  const bool long_one = !rest_.empty();
  refuse_here(record, long_one ? "a field of more than 65536 bytes" : "a quote that is not closed",
              long_one ? "is the quote at its beginning closed?" : "close it");
  record.line = field.line;
  record.column = field.column;
  return false;
}

bool CsvScanner::take_plain(CsvRecord& record, CsvField& field) {
  while (!sees_end()) {
    if (rest_.front() == '"') {
      return refuse_here(record, "a quote within a field that does not begin with one",
                         "put the field into quotes, and write this one twice");
    }
    if (rest_.front() == '\r') {
      return refuse_here(record, "a carriage return without a line feed",
                         "end lines with CRLF or LF");
    }
    if (field.text.size() >= kLongestCsvField) {
      return refuse_here(record, "a field of more than 65536 bytes", "shorten it");
    }
    field.text += take();
  }
  return true;
}

bool CsvScanner::take_field(CsvRecord& record) {
  if (record.fields.size() == kMostCsvFields) {
    return refuse_here(record, "more than 64 fields", "is this the right file?");
  }
  CsvField field{"", line_, column_};
  const bool taken =
      rest_.starts_with('"') ? take_quoted(record, field) : take_plain(record, field);
  if (taken) record.fields.push_back(std::move(field));
  return taken;
}

std::optional<CsvRecord> CsvScanner::next() {
  if (rest_.empty()) return std::nullopt;
  CsvRecord record;
  record.line = line_;
  do {
    if (!take_field(record)) {
      skip_line();
      return record;
    }
    if (rest_.empty() || take_end_of_line()) return record;
    take();  // the comma
  } while (true);
}

}  // namespace warifu::cli
