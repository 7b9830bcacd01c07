// SPDX-License-Identifier: MIT
#pragma once

#include "core/module/elf_image.h"
#include "core/module/elf_judge.h"

namespace warifu {

// The one warifu note of an image, if its magic, ABI and flags fit this host (elf(5), Notes).
[[nodiscard]] Result<ModuleNote> judge_note(const ElfImage& image);

}  // namespace warifu
