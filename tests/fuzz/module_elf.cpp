// SPDX-License-Identifier: MIT
// A module's file, before it is loaded: any bytes get an answer, and a refusal names a remedy.
#include <cstdint>
#include <cstdlib>

#include "core/module/elf_judge.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto judged = warifu::judge_module({reinterpret_cast<const char*>(data), size});
  if (!judged && judged.error().text.find("; ") == std::string::npos) std::abort();
  return 0;
}
