// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/cli/map/owner_map_text.h"
#include "core/diagnostic/diagnostic.h"

namespace warifu::cli {

// A table with the columns `account`, and `owner` (a name, or "+group") or `uid` or both, and
// perhaps `domain`, in any order, named by its first line. Each line gives an account one owner; an
// account may have several lines, all of one domain. Nothing where anything is wrong, and then all
// of it is in `diagnostics`, with line and column. `file` names the table there.
[[nodiscard]] std::optional<OwnerMap> import_csv(std::string_view text, const std::string& file,
                                                 Diagnostics& diagnostics);

}  // namespace warifu::cli
