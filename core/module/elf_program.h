// SPDX-License-Identifier: MIT
// Whether a shared object can be preloaded into a program, judged by the program's file.
#pragma once

#include <string>
#include <string_view>

#include "core/diagnostic/result.h"

namespace warifu {

// The program's loader (PT_INTERP); "" where it is statically linked and has none. Bytes may be
// anything at all. An error's text is "WHAT; REMEDY", to be put behind the file's path.
[[nodiscard]] Result<std::string> loader_of(std::string_view bytes);

// Refuses a program whose calls of the C library nobody can stand before: one of another machine,
// a static one, one that links no library, or one of Go, which makes its system calls itself.
// Otherwise its loader. Errors are as loader_of's.
[[nodiscard]] Result<std::string> judge_program(std::string_view bytes);

}  // namespace warifu
