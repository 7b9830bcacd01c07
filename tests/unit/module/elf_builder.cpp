// SPDX-License-Identifier: MIT
#include "tests/unit/module/elf_builder.h"

#include <cstring>

#include "warifu/module.h"

extern "C" const ElfW(Ehdr) __ehdr_start __attribute__((visibility("hidden")));

namespace module_test {
namespace {

template <typename T>
void append(std::string& to, const T& value) {
  to.append(reinterpret_cast<const char*>(&value), sizeof value);
}

ElfW(Phdr) segment(uint32_t type, uint32_t flags, uint64_t offset, uint64_t size, uint64_t align) {
  ElfW(Phdr) made = {};
  made.p_type = type;
  made.p_flags = flags;
  made.p_offset = made.p_vaddr = made.p_paddr = offset;
  made.p_filesz = made.p_memsz = size;
  made.p_align = align;
  return made;
}

}  // namespace

ElfBuilder::ElfBuilder() {
  header = __ehdr_start;  // class, byte order and machine of this process
  header.e_type = ET_DYN;
  header.e_phoff = sizeof header;
  header.e_phentsize = sizeof(ElfW(Phdr));
  header.e_shoff = 0;
  header.e_shnum = header.e_shstrndx = 0;
  header.e_entry = 0;
}

void ElfBuilder::add_text(int64_t tag, const std::string& text) {
  ElfW(Dyn) entry = {};
  entry.d_tag = tag;
  entry.d_un.d_val = strings.size();
  dynamic.push_back(entry);
  strings += text;
  strings += '\0';
}

void ElfBuilder::add_note(std::vector<uint32_t> words) {
  append(notes, uint32_t{sizeof WARIFU_NOTE_OWNER});
  append(notes, static_cast<uint32_t>(words.size() * sizeof words[0]));
  append(notes, uint32_t{WARIFU_NOTE_TYPE});
  notes.append("warifu\0\0", 8);
  for (const uint32_t word : words)
    append(notes, word);
}

std::string ElfBuilder::build() const {
  constexpr size_t kOwnSegments = 4;
  const size_t segments = kOwnSegments + more.size();
  const uint64_t note_at = sizeof header + segments * sizeof(ElfW(Phdr));
  const uint64_t dynamic_at = (note_at + notes.size() + 15) / 16 * 16;
  std::vector<ElfW(Dyn)> entries = dynamic;
  const uint64_t count = entries.size() + 2 + (ends_dynamic ? 1 : 0);
  const uint64_t strings_at = dynamic_at + count * sizeof(ElfW(Dyn));
  const uint64_t end = strings_at + strings.size();
  const auto add = [&entries](int64_t tag, uint64_t value) {
    ElfW(Dyn) entry = {};
    entry.d_tag = tag;
    entry.d_un.d_val = value;
    entries.push_back(entry);
  };
  add(DT_STRTAB, strings_at);
  add(DT_STRSZ, strings.size());
  if (ends_dynamic) add(DT_NULL, 0);

  std::string file;
  ElfW(Ehdr) own = header;
  own.e_phnum = static_cast<uint16_t>(segments);
  append(file, own);
  append(file, segment(PT_LOAD, load_flags, 0, end, 4096));
  append(file, segment(PT_NOTE, PF_R, note_at, notes.size() + note_size_lie, 4));
  ElfW(Phdr) table = segment(has_dynamic ? PT_DYNAMIC : PT_NULL, PF_R | PF_W, dynamic_at,
                             entries.size() * sizeof(ElfW(Dyn)), 8);
  table.p_vaddr += static_cast<uint64_t>(dynamic_shift);
  append(file, table);
  append(file, segment(PT_GNU_STACK, stack_flags, 0, 0, 16));
  for (const ElfW(Phdr) & one : more)
    append(file, one);
  file += notes;
  file.resize(dynamic_at);
  for (const ElfW(Dyn) & entry : entries)
    append(file, entry);
  return file + strings;
}

}  // namespace module_test
