// SPDX-License-Identifier: MIT
#include "core/module/elf_dynamic.h"

namespace warifu {
namespace {

tl::unexpected<Error> refused(std::string text) {
  return failure(ErrorKind::kConfiguration, std::move(text));
}

tl::unexpected<Error> damaged(const char* what) {
  return refused(std::string("has a damaged dynamic section (") + what + "); build it again");
}

// The entries before DT_NULL. The loader reads from the segment's address, whatever its file
// offset says, up to DT_NULL, whatever its size says; so both must agree with that.
Result<std::vector<GElf_Dyn>> read_entries(const ElfImage& image, const GElf_Phdr& segment) {
  const auto offset = image.file_offset(segment.p_vaddr, segment.p_filesz);
  if (!offset || *offset != segment.p_offset) return damaged("it is not where it is loaded");
  Elf_Data* const data = image.chunk(*offset, segment.p_filesz, ELF_T_DYN);
  if (!data) return damaged("it cannot be read");
  std::vector<GElf_Dyn> entries;
  GElf_Dyn entry = {};
  for (int i = 0; gelf_getdyn(data, i, &entry); ++i) {
    if (entry.d_tag == DT_NULL) return entries;
    entries.push_back(entry);
  }
  return damaged("it has no end");
}

// The dynamic string table; DT_STRTAB is a virtual address.
class Strings {
 public:
  Strings(const ElfImage& image, const std::vector<GElf_Dyn>& entries) : image_(image) {
    uint64_t address = 0;
    for (const GElf_Dyn& entry : entries) {
      if (entry.d_tag == DT_STRTAB) address = entry.d_un.d_ptr;
      if (entry.d_tag == DT_STRSZ) size_ = entry.d_un.d_val;
    }
    offset_ = image.file_offset(address, size_);
  }

  [[nodiscard]] std::optional<std::string_view> at(uint64_t index) const {
    if (!offset_ || index >= size_) return std::nullopt;
    return image_.text(*offset_ + index, *offset_ + size_);
  }

 private:
  const ElfImage& image_;
  uint64_t size_ = 0;
  std::optional<uint64_t> offset_;
};

std::string quoted(std::string_view text) {
  constexpr size_t kShown = 128;
  return "\"" + std::string(text.substr(0, kShown)) + "\"";
}

Result<void> judge_needed(std::string_view library) {
  if (library.find_first_of("/$") == std::string_view::npos) return {};
  return refused("needs the library " + quoted(library) +
                 ", which is a path; link it so that the library is found by name");
}

Result<void> judge_entry(const GElf_Dyn& entry, const Strings& strings) {
  const auto name = strings.at(entry.d_un.d_val);
  const std::string value = name ? quoted(*name) : "(unreadable)";
  switch (entry.d_tag) {
    case DT_RPATH:
      return refused("has an RPATH " + value + "; link it without -rpath");
    case DT_RUNPATH:
      return refused("has a RUNPATH " + value + "; link it without -rpath");
    case DT_FILTER:
    case DT_AUXILIARY:
      return refused("is a filter for the library " + value + "; link it without --filter");
    case DT_AUDIT:
    case DT_DEPAUDIT:
      return refused("names an auditor " + value + "; link it without --audit");
    case DT_NEEDED:
      if (!name) return damaged("a needed library has no name");
      return judge_needed(*name);
    default:
      return {};
  }
}

}  // namespace

Result<std::vector<GElf_Dyn>> read_dynamic(const ElfImage& image) {
  const GElf_Phdr* dynamic = nullptr;
  for (const GElf_Phdr& segment : image.segments()) {
    if (segment.p_type != PT_DYNAMIC) continue;
    if (dynamic) return damaged("there are two");
    dynamic = &segment;
  }
  if (!dynamic) return refused("has no dynamic section; link it with -shared");
  return read_entries(image, *dynamic);
}

Result<void> judge_dynamic(const ElfImage& image) {
  const auto entries = read_dynamic(image);
  if (!entries) return tl::unexpected(entries.error());
  const Strings strings(image, *entries);
  for (const GElf_Dyn& entry : *entries) {
    if (auto judged = judge_entry(entry, strings); !judged) return judged;
  }
  return {};
}

}  // namespace warifu
