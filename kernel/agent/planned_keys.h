// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <string_view>

#include "core/toml/table_reader.h"

namespace warifu::agent {

// Signed owners are not in this version. Their keys are refused by name, so that an operator is
// told so, and is not led to believe that plain claims are signed.
void refuse_planned_keys(TableReader& reader, std::initializer_list<std::string_view> keys);

}  // namespace warifu::agent
