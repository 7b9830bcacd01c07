// SPDX-License-Identifier: MIT
// A reason that no code gives is a promise to operators that nothing keeps.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

#include "core/reason/reason.h"

using namespace warifu;
namespace fs = std::filesystem;

namespace {

// Constants of core/reason/reason.h that no code uses yet. Who uses one takes it from here.
const std::set<std::string> kNotYetUsed = {};

std::string contents_of(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Constant -> id, as the header writes them.
std::vector<std::pair<std::string, std::string>> constants() {
  const std::string header = contents_of(WARIFU_SOURCE_DIR "/core/reason/reason.h");
  const std::regex pattern("constexpr char (k[A-Za-z]+)\\[\\]\\s*=\\s*\"([^\"]*)\"");
  std::vector<std::pair<std::string, std::string>> found;
  for (std::sregex_iterator each(header.begin(), header.end(), pattern), end; each != end; ++each) {
    found.emplace_back((*each)[1], (*each)[2]);
  }
  return found;
}

// All of the core's code but the catalogue, its comments left out.
std::string code_of_the_core() {
  const fs::path core = WARIFU_SOURCE_DIR "/core";
  std::string code;
  for (const auto& entry : fs::recursive_directory_iterator(core)) {
    const fs::path& path = entry.path();
    const bool is_code = path.extension() == ".cpp" || path.extension() == ".h";
    if (is_code && path.parent_path() != core / "reason") code += contents_of(path);
  }
  return std::regex_replace(code, std::regex("//[^\n]*"), "");
}

bool mentions(const std::string& code, const std::string& constant) {
  for (size_t at = code.find("reason::" + constant); at != code.npos;
       at = code.find("reason::" + constant, at + 1)) {
    const size_t after = at + 8 + constant.size();
    if (after >= code.size() || std::isalnum(static_cast<unsigned char>(code[after])) == 0) {
      return true;
    }
  }
  return false;
}

}  // namespace

TEST_CASE("each constant stands once in the catalogue, and each entry has one", "[reason]") {
  const auto all = constants();
  CHECK(all.size() == core_reasons().size());
  for (const auto& [constant, id] : all) {
    CAPTURE(constant, id);
    CHECK(find_core_reason(id) != nullptr);
  }
}

TEST_CASE("every reason of the catalogue is given by some code", "[reason]") {
  const std::string code = code_of_the_core();
  for (const auto& [constant, id] : constants()) {
    CAPTURE(constant);
    const bool used = mentions(code, constant);
    CHECK((used || kNotYetUsed.contains(constant)));
    if (used && kNotYetUsed.contains(constant)) WARN("take it from the list: " << constant);
  }
}
