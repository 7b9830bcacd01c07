// SPDX-License-Identifier: MIT
// One line of pg_ident.conf as what an owner map can say, or why it cannot.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/cli/map/pg_ident_scanner.h"
#include "core/cli/map/refusal.h"

namespace warifu::cli {

// The server whose file it is: until 15 a database user name is only ever a name; from 16 on it may
// be an expression, all, or a group, and lines may include files.
enum class PgVersion { kUnknown, kUntil15, kFrom16 };

struct PgIdentEntry {
  enum class Owner { kName, kExpression };
  enum class Account { kName, kTemplate, kExpression, kAll };

  Owner owner_kind = Owner::kName;
  std::string owner;  // an expression as RE2 writes it, without a slash
  Account account_kind = Account::kName;
  std::string account;  // a template has one \1
};

// Why the line cannot be looked at whatever map is wanted: it is no line, or includes a file.
[[nodiscard]] std::optional<Refusal> fault_of_line(const PgIdentLine& line, PgVersion version);

// Of a line without such a fault.
[[nodiscard]] Carried<PgIdentEntry> read_entry(const PgIdentLine& line, PgVersion version);

}  // namespace warifu::cli
