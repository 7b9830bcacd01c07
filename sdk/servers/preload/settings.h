// SPDX-License-Identifier: MIT
// What the shim is told by its environment, copied: a server may write its title over the
// environment's memory, and a worker may have none.
#pragma once

#include <limits.h>
#include <sys/types.h>

#include <array>
#include <cstdint>

namespace warifu::preload {

struct Settings {
  std::array<char, 128> service{};
  std::array<char, PATH_MAX> config_dir{};
  std::array<char, PATH_MAX> module_dir{};
  std::array<char, PATH_MAX> runtime_dir{};
  uint32_t flags = 0;      // enum warifu_engine_flag
  bool is_server = false;  // this process is the server itself, not a program that it runs
  bool is_trial = false;
  const char* mistake = nullptr;  // why nothing can be opened; static

  // Once, before there are threads.
  void read();
};

}  // namespace warifu::preload
