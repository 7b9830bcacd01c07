// SPDX-License-Identifier: MIT
// The bytes of a shared object or a program, read with libelf as the dynamic loader will see them.
#pragma once

#include <gelf.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic/result.h"

namespace warifu {

enum class ElfUse {
  kModule,  // a shared object
  kProgram  // what is executed: position-independent or not
};

// Views bytes that outlive it. Program headers only: they are what the loader goes by, and
// section headers may say something else. Every error's text is "WHAT; REMEDY", to be put
// behind the file's path.
class ElfImage {
 public:
  // Refuses what is not of this use, or not of this process's class, byte order and machine, and
  // what is shorter than its headers say.
  [[nodiscard]] static Result<ElfImage> open(std::string_view bytes, ElfUse use = ElfUse::kModule);

  [[nodiscard]] const std::vector<GElf_Phdr>& segments() const { return segments_; }

  // `size` bytes at file offset `offset`, for the gelf_get* functions; nullptr outside the file.
  [[nodiscard]] Elf_Data* chunk(uint64_t offset, uint64_t size, Elf_Type type) const;

  // Where in the file the loader takes `size` bytes at virtual address `address` from; nothing
  // where they do not lie in one segment's part of the file.
  [[nodiscard]] std::optional<uint64_t> file_offset(uint64_t address, uint64_t size) const;

  // The text at file offset `offset`, up to its NUL; nothing where it has none before `end`.
  [[nodiscard]] std::optional<std::string_view> text(uint64_t offset, uint64_t end) const;

 private:
  struct Closer {
    void operator()(Elf* elf) const { elf_end(elf); }
  };
  ElfImage(std::string_view bytes, Elf* elf) : bytes_(bytes), elf_(elf) {}
  [[nodiscard]] Result<void> read_segments();
  [[nodiscard]] bool is_whole(const GElf_Ehdr& header) const;

  std::string_view bytes_;
  std::unique_ptr<Elf, Closer> elf_;
  std::vector<GElf_Phdr> segments_;
};

}  // namespace warifu
