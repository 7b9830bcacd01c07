// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/cli/map/owner_map_text.h"
#include "core/cli/map/pg_ident_entry.h"
#include "core/diagnostic/diagnostic.h"

namespace warifu::cli {

struct PgIdentOptions {
  std::optional<std::string> map;  // none: the only one in the file
  PgVersion version = PgVersion::kUnknown;
};

struct PgIdentMap {
  std::string name;
  OwnerMap map;
};

// What pg_ident.conf says in one of its maps, as an owner map that answers alike for every owner
// with a name and every account. Nothing where anything of it cannot be carried: each such line
// is in `diagnostics` then. Lines of other maps are only taken apart. `file` names it there.
[[nodiscard]] std::optional<PgIdentMap> import_pg_ident(std::string_view text,
                                                        const std::string& file,
                                                        const PgIdentOptions& options,
                                                        Diagnostics& diagnostics);

}  // namespace warifu::cli
