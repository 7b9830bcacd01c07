// SPDX-License-Identifier: MIT
// What is wrong with a configuration, where, and what to do about it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace warifu {

// A position in a file; line and column count from 1, 0 is "not known" and not printed.
struct Place {
  std::string file;
  uint32_t line = 0;
  uint32_t column = 0;
};

enum class Severity { kError, kWarning };

// Texts hold names and values as they were found; to_line escapes them.
struct Diagnostic {
  Severity severity = Severity::kError;
  Place place;
  std::string what;    // "unknown key \"modul\""
  std::string remedy;  // "did you mean \"module\"?"; may be empty
};

// Gathers everything that is wrong, so that an operator sees all of it at once; bounded, and
// an error is never crowded out by warnings. Not thread-safe.
class Diagnostics {
 public:
  static constexpr size_t kMaximumOfEach = 1000;

  void error(Place place, std::string what, std::string remedy);
  void warning(Place place, std::string what, std::string remedy);

  [[nodiscard]] bool has_errors() const { return errors_ > 0; }
  [[nodiscard]] bool has_warnings() const { return items_.size() > errors_; }
  [[nodiscard]] const std::vector<Diagnostic>& items() const { return items_; }

 private:
  std::vector<Diagnostic> items_;
  size_t errors_ = 0;
};

// All of them, by file, line and column: as one reads the files.
std::vector<Diagnostic> in_order(const Diagnostics& diagnostics);

// "FILE:LINE:COLUMN: WHAT; REMEDY", with "warning: " before WHAT of a warning; every byte
// from outside escaped for a terminal.
std::string to_line(const Diagnostic& diagnostic);

}  // namespace warifu
