// SPDX-License-Identifier: MIT
#include "core/module/elf_program.h"

#include <algorithm>

#include "core/module/elf_dynamic.h"
#include "core/module/elf_notes.h"

namespace warifu {
namespace {

using namespace std::string_view_literals;

tl::unexpected<Error> refused(std::string text) {
  return failure(ErrorKind::kConfiguration, std::move(text));
}

// Every build of Go's own compiler has this note (cmd/internal/buildid), also where a C linker
// made the file.
bool is_of_go(const ElfImage& image) {
  constexpr uint32_t kBuildId = 4;
  const auto notes = read_notes(image);
  return std::any_of(notes.begin(), notes.end(), [](const ElfNote& note) {
    return note.type == kBuildId && note.owner == "Go\0\0"sv;
  });
}

Result<std::string> loader_in(const ElfImage& image) {
  for (const GElf_Phdr& segment : image.segments()) {
    if (segment.p_type != PT_INTERP) continue;
    const auto path = image.text(segment.p_offset, segment.p_offset + segment.p_filesz);
    if (!path || path->empty())
      return refused("names no loader where it says so; install it again");
    return std::string(*path);
  }
  return "";
}

bool links_a_library(const std::vector<GElf_Dyn>& entries) {
  return std::any_of(entries.begin(), entries.end(),
                     [](const GElf_Dyn& entry) { return entry.d_tag == DT_NEEDED; });
}

}  // namespace

Result<std::string> loader_of(std::string_view bytes) {
  const auto image = ElfImage::open(bytes, ElfUse::kProgram);
  if (!image) return tl::unexpected(image.error());
  return loader_in(*image);
}

Result<std::string> judge_program(std::string_view bytes) {
  const auto image = ElfImage::open(bytes, ElfUse::kProgram);
  if (!image) return tl::unexpected(image.error());
  auto loader = loader_in(*image);
  if (!loader) return loader;
  if (loader->empty()) {
    return refused(
        "is statically linked, so the shim cannot be loaded into it; take a dynamically linked "
        "build of it, or ask for owners in the server itself (warifu/warifu.h)");
  }
  if (is_of_go(*image)) {
    return refused(
        "is a Go program, which makes its system calls itself, past every shim; ask for owners in "
        "the server itself (warifu/warifu.h)");
  }
  const auto entries = read_dynamic(*image);
  if (!entries) return tl::unexpected(entries.error());
  if (!links_a_library(*entries)) {
    return refused(
        "links no library, so it makes its system calls itself, past every shim; ask for owners "
        "in the server itself (warifu/warifu.h)");
  }
  return loader;
}

}  // namespace warifu
