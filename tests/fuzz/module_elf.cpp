// SPDX-License-Identifier: MIT
// A module's file before it is loaded, a program's before it is started: any bytes get an answer,
// and a refusal names a remedy.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/module/elf_judge.h"
#include "core/module/elf_program.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto judged = warifu::judge_module(bytes);
  if (!judged && judged.error().text.find("; ") == std::string::npos) std::abort();
  const auto program = warifu::judge_program(bytes);
  if (!program && program.error().text.find("; ") == std::string::npos) std::abort();
  return 0;
}
