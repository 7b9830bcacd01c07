// SPDX-License-Identifier: MIT
// What a descriptor declares, as tables.
#pragma once

#include "core/diagnostic/result.h"
#include "warifu/module.h"

namespace warifu {

// Names unique and well formed, known types and flags, ranges and choices that something can
// satisfy, defaults that fit. The error's text is "WHAT; REMEDY".
[[nodiscard]] Result<void> judge_options(const warifu_module& module);

// Ids unique and well formed, each with a meaning and a remedy.
[[nodiscard]] Result<void> judge_reasons(const warifu_module& module);

}  // namespace warifu
