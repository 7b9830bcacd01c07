// SPDX-License-Identifier: MIT
// The smallest files that look like a module, with any part of them wrong.
#pragma once

#include <link.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace module_test {

// One PT_LOAD maps the whole file at address 0; behind the headers lie the note, the dynamic
// section and its strings. Members are public so that a test changes the one it is about.
struct ElfBuilder {
  ElfBuilder();

  // A dynamic entry whose value is a string.
  void add_text(int64_t tag, const std::string& text);
  // Another note of owner "warifu".
  void add_note(std::vector<uint32_t> words);
  [[nodiscard]] std::string build() const;

  ElfW(Ehdr) header = {};
  std::vector<ElfW(Dyn)> dynamic;
  std::string strings = std::string(1, '\0');
  std::string notes;
  bool ends_dynamic = true;  // with DT_NULL
  bool has_dynamic = true;
  int64_t dynamic_shift = 0;  // added to the PT_DYNAMIC's address, not to its offset
  uint32_t stack_flags = PF_R | PF_W;
  uint32_t load_flags = PF_R | PF_X;
  uint64_t note_size_lie = 0;    // added to the PT_NOTE's size
  std::vector<ElfW(Phdr)> more;  // further program headers
};

}  // namespace module_test
