// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/module/loaded_module.h"

namespace module_test {

// Trusts root, and whoever runs the tests.
warifu::TrustPolicy own_policy();

// A private folder of modules, removed with this. Modules of the zoo are copied into it.
class ModuleFolder {
 public:
  ModuleFolder();
  ~ModuleFolder();
  ModuleFolder(const ModuleFolder&) = delete;
  ModuleFolder& operator=(const ModuleFolder&) = delete;

  // Copies the zoo's `animal`, under its own name or another; its path.
  std::string install(const std::string& animal, const std::string& as = "") const;
  // Writes bytes as the module `name`; its path.
  std::string write(const std::string& name, const std::string& bytes) const;
  [[nodiscard]] std::string path_of(const std::string& name) const;
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] warifu::ModuleFolder folder() const { return {path_, own_policy()}; }

  // Who of the zoo ran since this was made.
  [[nodiscard]] std::string marks() const;

 private:
  std::string path_;
  std::string mark_;
};

std::string read_bytes(const std::string& path);
void write_bytes(const std::string& path, const std::string& bytes);

}  // namespace module_test
