// SPDX-License-Identifier: MIT
#include "sdk/servers/mariadb/slipped.h"

#include <variant>

#include "sdk/servers/mariadb/local_sql.h"
#include "sdk/servers/mariadb/told.h"

namespace warifu::mariadb {
namespace {

constexpr size_t kToldAtMost = 100;  // the view has them all
constexpr char kQuestion[] =
    "SELECT User, Host, Why FROM warifu.slipped_accounts ORDER BY User, Host, Why";

std::string lines_of(const Rows& rows) {
  std::string lines;
  for (size_t i = 0; i < rows.size() && i < kToldAtMost; ++i) {
    lines += "slipped: '" + printable(rows[i][0]) + "'@'" + printable(rows[i][1]) +
             "' can be logged into past warifu: " + printable(rows[i][2]) + "\n";
  }
  if (rows.size() > kToldAtMost) lines += "slipped: and more; see warifu.slipped_accounts\n";
  return lines;
}

}  // namespace

void Slipped::look() {
  const auto answer = ask_locally(kQuestion);
  if (const auto* const rows = std::get_if<Rows>(&answer)) {
    count_ = static_cast<int64_t>(rows->size());
    return tell_of(lines_of(*rows));
  }
  count_ = -1;
  tell_of("nobody knows of slipped accounts: " + std::get<std::string>(answer) +
          " (`warifu-mariadb-accounts setup` makes the view)");
}

void Slipped::tell_of(const std::string& found) {
  if (found == before_) return;
  before_ = found;
  tell(Level::kWarning, found.empty() ? "no account is slipped any more" : found);
}

}  // namespace warifu::mariadb
