// SPDX-License-Identifier: MIT
// How things are called in a stack. At most 64 bytes each; is_service_name is beside them, in
// stack_loader.h.
#pragma once

#include <string>
#include <string_view>

#include "core/config/stack_loader.h"

namespace warifu {

inline constexpr size_t kMaximumName = 64;

bool is_module_name(std::string_view name);  // [a-z0-9][a-z0-9_]*
bool is_entry_name(std::string_view name);   // [A-Za-z0-9._-]+
bool is_sha256(std::string_view text);       // 64 hexadecimal digits
std::string lower_case(std::string text);    // ASCII

}  // namespace warifu
