// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/api/handles.h"
#include "core/diagnostic/diagnostic.h"

namespace warifu {

// Puts an error into *error, if error is not NULL; without memory for it *error is NULL.
// Returns `status`, so that a caller can return it. Never throws.
int give_error(warifu_error** error, int status, const char* text) noexcept;
int give_error(warifu_error** error, const Diagnostics& diagnostics) noexcept;

}  // namespace warifu
