// SPDX-License-Identifier: MIT
#pragma once

#include "core/module/elf_image.h"

namespace warifu {

// Refuses a dynamic section that would make the loader take code from a place of the file's
// own choosing: search paths, libraries named by path, filters, auditors.
[[nodiscard]] Result<void> judge_dynamic(const ElfImage& image);

}  // namespace warifu
