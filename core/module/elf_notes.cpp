// SPDX-License-Identifier: MIT
#include "core/module/elf_notes.h"

namespace warifu {
namespace {

void gather(const ElfImage& image, const GElf_Phdr& segment, std::vector<ElfNote>& found) {
  // Notes of a segment aligned to 8 are padded to 8 (as .note.gnu.property is), all others to 4.
  const Elf_Type type = segment.p_align == 8 ? ELF_T_NHDR8 : ELF_T_NHDR;
  Elf_Data* const data = image.chunk(segment.p_offset, segment.p_filesz, type);
  if (!data || !data->d_buf) return;
  const auto* const bytes = static_cast<const char*>(data->d_buf);
  GElf_Nhdr header = {};
  size_t name = 0;
  size_t description = 0;
  for (size_t at = 0; (at = gelf_getnote(data, at, &header, &name, &description)) > 0;) {
    found.push_back(
        {header.n_type, {bytes + name, header.n_namesz}, {bytes + description, header.n_descsz}});
  }
}

}  // namespace

std::vector<ElfNote> read_notes(const ElfImage& image) {
  std::vector<ElfNote> found;
  for (const GElf_Phdr& segment : image.segments()) {
    if (segment.p_type == PT_NOTE) gather(image, segment, found);
  }
  return found;
}

}  // namespace warifu
