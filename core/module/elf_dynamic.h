// SPDX-License-Identifier: MIT
#pragma once

#include "core/module/elf_image.h"

namespace warifu {

// The entries before DT_NULL, as the loader reads them.
[[nodiscard]] Result<std::vector<GElf_Dyn>> read_dynamic(const ElfImage& image);

// Refuses a dynamic section that would make the loader take code from a place of the file's
// own choosing: search paths, libraries named by path, filters, auditors.
[[nodiscard]] Result<void> judge_dynamic(const ElfImage& image);

}  // namespace warifu
