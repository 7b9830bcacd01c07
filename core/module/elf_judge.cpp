// SPDX-License-Identifier: MIT
#include "core/module/elf_judge.h"

#include "core/module/elf_dynamic.h"
#include "core/module/elf_image.h"
#include "core/module/elf_note.h"

namespace warifu {
namespace {

tl::unexpected<Error> refused(std::string text) {
  return failure(ErrorKind::kConfiguration, std::move(text));
}

// The loader makes every stack of the process executable for one object that asks for it, or
// that does not say.
Result<void> judge_permissions(const ElfImage& image) {
  bool says_stack = false;
  for (const GElf_Phdr& segment : image.segments()) {
    const bool executable = (segment.p_flags & PF_X) != 0;
    if (segment.p_type == PT_GNU_STACK) {
      if (executable) break;
      says_stack = true;
    }
    if (segment.p_type == PT_LOAD && executable && (segment.p_flags & PF_W) != 0) {
      return refused("has a segment both writable and executable; link it without -z rwx, -N");
    }
  }
  if (says_stack) return {};
  return refused("asks for an executable stack; link it with -Wl,-z,noexecstack");
}

}  // namespace

Result<ModuleNote> judge_module(std::string_view bytes) {
  const auto image = ElfImage::open(bytes);
  if (!image) return tl::unexpected(image.error());
  // The note first: for a file that is no module at all, that is what the operator must hear.
  auto note = judge_note(*image);
  if (!note) return note;
  if (auto judged = judge_dynamic(*image); !judged) return tl::unexpected(judged.error());
  if (auto judged = judge_permissions(*image); !judged) return tl::unexpected(judged.error());
  return note;
}

}  // namespace warifu
