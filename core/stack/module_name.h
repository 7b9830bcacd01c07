// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace warifu {

// [a-z0-9][a-z0-9_]*, at most 64 bytes: what a module may be called, in a stack and in the
// name of its file.
bool is_module_name(std::string_view name);

}  // namespace warifu
