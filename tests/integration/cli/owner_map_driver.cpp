// SPDX-License-Identifier: MIT
// owner_map_driver MAP: what the module owner_map answers from a map that includes no others. One
// line "OWNER<tab>ACCOUNT" on standard input each, one answer on standard output: pass, other.
#include <fstream>
#include <iostream>
#include <iterator>

#include "modules/owner_map/decision.h"
#include "modules/owner_map/map_reader.h"

namespace {

class NoSource : public owner_map::MapSource {
 public:
  std::optional<std::string_view> read(const std::string&, const warifu::Place&, size_t,
                                       warifu::Diagnostics&) override {
    return std::nullopt;
  }
  std::optional<std::vector<std::string>> list(const std::string&, const warifu::Place&,
                                               warifu::Diagnostics&) override {
    return std::nullopt;
  }
};

class NoGroups : public owner_map::Groups {
 public:
  int has_group(const char*) override { return WARIFU_NOT_MEMBER; }
};

std::string read_all(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void answer(const owner_map::OwnerMap& map, const std::string& line) {
  constexpr uint32_t kNobody = 65533;  // whom no map of these tests names by number
  const size_t tab = line.find('\t');
  const std::string owner = line.substr(0, tab);
  NoGroups groups;
  owner_map::Question question;
  question.account = std::string_view(line).substr(tab + 1);
  question.has_owner = true;
  question.who = {kNobody, owner.c_str()};
  std::cout << (decide(map, question, groups).code == WARIFU_PASS ? "pass\n" : "other\n");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  NoSource source;
  warifu::Diagnostics diagnostics;
  const auto map = owner_map::read_map(read_all(argv[1]), argv[1], source, diagnostics);
  for (const warifu::Diagnostic& each : diagnostics.items()) {
    if (each.severity == warifu::Severity::kError) std::cerr << to_line(each) << '\n';
  }
  if (!map) return 1;
  std::string line;
  while (std::getline(std::cin, line))
    answer(*map, line);
  return 0;
}
