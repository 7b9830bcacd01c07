// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "core/module/elf_image.h"

namespace warifu {

// One note (elf(5), Notes), as the file has it: views of its bytes.
struct ElfNote {
  uint32_t type = 0;
  std::string_view owner;  // with its NUL, where it has one
  std::string_view description;
};

// All that the program headers lead to; what is damaged is left out.
std::vector<ElfNote> read_notes(const ElfImage& image);

}  // namespace warifu
