// SPDX-License-Identifier: MIT
// pg_ident.conf as PostgreSQL 14 and later take it apart (its manual, 21.2 and 21.1).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/cli/map/refusal.h"

namespace warifu::cli {

struct PgToken {
  std::string text;     // without quotes
  bool quoted = false;  // a quote stood before its first character: no keyword
};

struct PgIdentLine {
  uint32_t line = 0;                         // from 1; of a continued one the first
  std::vector<std::vector<PgToken>> fields;  // a field has several tokens where commas stand
  std::optional<Refusal> fault;              // why it could not be taken apart; no fields then
};

inline constexpr size_t kLongestPgIdentLine = 65536;  // bytes, with what continues it

// Gives one line after the other; those without a token are passed over. Bytes are taken as they
// are. Not thread-safe; `text` must outlive it.
class PgIdentScanner {
 public:
  explicit PgIdentScanner(std::string_view text) : rest_(text) {}
  [[nodiscard]] std::optional<PgIdentLine> next();

 private:
  std::string_view take_physical();
  std::string take_logical(bool& too_long);

  std::string_view rest_;
  uint32_t line_ = 1;
};

}  // namespace warifu::cli
