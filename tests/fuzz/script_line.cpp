// SPDX-License-Identifier: MIT
// Any file as a script: an interpreter is one word of the part that the kernel looks at.
#include <cstdint>
#include <cstdlib>

#include "core/cli/run/script.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto line = warifu::cli::read_script_line(bytes);
  if (!line) return 0;
  const std::string_view looked = bytes.substr(0, 256);
  for (const std::string& word : {line->interpreter, line->command, line->unknown}) {
    const bool is_word = word.find_first_of(std::string_view(" \t\n\0", 4)) == std::string::npos;
    if (!is_word || looked.find(word) == std::string_view::npos) std::abort();
  }
  const bool drops = line->command.find_first_of("=\"'\\$") != std::string::npos;
  if (drops || (!line->command.empty() && !line->unknown.empty())) std::abort();
  if (line->interpreter.empty() || !warifu::cli::is_script(bytes)) std::abort();
  return 0;
}
