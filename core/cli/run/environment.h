// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace warifu::cli {

// What a program is started with: "NAME=VALUE" each. Begins as a copy of this process's own.
class Environment {
 public:
  Environment();
  [[nodiscard]] std::string_view get(std::string_view name) const;  // "" where there is none
  void set(std::string_view name, std::string_view value);
  // As execve(2) takes it; valid until the next set.
  [[nodiscard]] std::vector<char*> pointers();

 private:
  [[nodiscard]] std::vector<std::string>::const_iterator find(std::string_view name) const;
  std::vector<std::string> entries_;
};

}  // namespace warifu::cli
