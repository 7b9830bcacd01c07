// SPDX-License-Identifier: MIT
// What may be a name in an owner map, however the foreign file took it.
#pragma once

#include <string_view>

#include "core/cli/map/refusal.h"

namespace warifu::cli {

// An account: what an operator sees when reading the map is what it says.
[[nodiscard]] Carried<void> check_account(std::string_view account);

// The name of an owner, or of a group without its "+": never what could be taken for a uid, an
// expression, a group, or every owner.
[[nodiscard]] Carried<void> check_owner(std::string_view owner);

// The uid space of an owner.
[[nodiscard]] Carried<void> check_domain(std::string_view domain);

// Of any text in a map: its length, and that all of it shows.
[[nodiscard]] Carried<void> check_text(std::string_view text, std::string_view called);

}  // namespace warifu::cli
