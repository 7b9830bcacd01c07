// SPDX-License-Identifier: MIT
#include "tests/unit/module/module_folder.h"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace module_test {

namespace fs = std::filesystem;

warifu::TrustPolicy own_policy() {
  return {.also_user = getuid()};
}

std::string read_bytes(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE(in.good());
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void write_bytes(const std::string& path, const std::string& bytes) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << bytes;
  out.close();
  REQUIRE(out.good());
  REQUIRE(chmod(path.c_str(), 0644) == 0);
}

ModuleFolder::ModuleFolder() {
  char name[] = "/tmp/warifu-module-XXXXXX";
  REQUIRE(mkdtemp(name));
  path_ = name;
  mark_ = path_ + "/mark";
  REQUIRE(setenv("WARIFU_ZOO_MARK", mark_.c_str(), 1) == 0);
}

ModuleFolder::~ModuleFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string ModuleFolder::path_of(const std::string& name) const {
  return path_ + "/warifu_" + name + ".so";
}

std::string ModuleFolder::write(const std::string& name, const std::string& bytes) const {
  write_bytes(path_of(name), bytes);
  return path_of(name);
}

std::string ModuleFolder::install(const std::string& animal, const std::string& as) const {
  const std::string from = std::string(ZOO_OUT) + "/warifu_" + animal + ".so";
  // The loader would hand back what an earlier test loaded, and nothing would run: so no two
  // copies have the same content. What follows the sections of a shared object means nothing.
  static int copies = 0;
  const std::string unique = path_ + " " + std::to_string(++copies);
  return write(as.empty() ? animal : as, read_bytes(from) + unique);
}

std::string ModuleFolder::marks() const {
  return fs::exists(mark_) ? read_bytes(mark_) : std::string();
}

}  // namespace module_test
