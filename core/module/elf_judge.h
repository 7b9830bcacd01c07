// SPDX-License-Identifier: MIT
// What a module's file says of itself, judged while it is still only bytes.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/diagnostic/result.h"

namespace warifu {

// The warifu note (WARIFU_MODULE_NOTE of warifu/module.h), found to fit this host.
struct ModuleNote {
  uint32_t abi_major = 0;
  uint32_t abi_minor = 0;
  uint32_t flags = 0;
};

// Judges the bytes of a shared object: class and machine, one warifu note of this host's ABI,
// and nothing in it that would make the loader fetch code from a place the operator does not
// see (DT_RPATH, DT_RUNPATH, a library named by path, filters, auditors) or weaken the process
// (an executable stack, segments both writable and executable). Bytes may be anything at all.
// An error's text is "WHAT; REMEDY", to be put behind the file's path.
[[nodiscard]] Result<ModuleNote> judge_module(std::string_view bytes);

}  // namespace warifu
