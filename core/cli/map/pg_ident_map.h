// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "core/cli/map/owner_map_text.h"
#include "core/cli/map/pg_ident_entry.h"

namespace warifu::cli {

// Puts lines together. In pg_ident.conf every line that matches lets in; in an owner map an account
// that [accounts] names is decided there alone. So an account is put there only where no other line
// of the map can match it; else all that is said of it becomes rules.
class PgIdentMapMaker {
 public:
  void add(PgIdentEntry entry) { entries_.push_back(std::move(entry)); }
  [[nodiscard]] OwnerMap make() &&;

 private:
  std::vector<PgIdentEntry> entries_;
};

}  // namespace warifu::cli
