// SPDX-License-Identifier: MIT
// Reads maps with questions, one object of JSON a line, and prints the answers, one list a line;
// null for a map that does not load. {"map": TEXT, "files": {NAME: TEXT}, "questions":
// [{"account":, "uid":, "domain":, "name": (or null), "groups": {NAME: enum warifu_membership}}]};
// files are in the folder "extra" beside the map.
#include <iostream>
#include <nlohmann/json.hpp>

#include "modules/owner_map/decision.h"
#include "modules/owner_map/map_reader.h"

namespace {

using nlohmann::json;
using namespace owner_map;

constexpr char kFolder[] = "/m/extra";

class Files final : public MapSource {
 public:
  explicit Files(std::map<std::string, std::string> texts) : texts_(std::move(texts)) {}

  std::optional<std::string_view> read(const std::string& path, const warifu::Place& /*where*/,
                                       size_t /*limit*/, warifu::Diagnostics& /*told*/) override {
    return texts_.at(path.substr(sizeof kFolder));
  }
  std::optional<std::vector<std::string>> list(const std::string& folder,
                                               const warifu::Place& /*where*/,
                                               warifu::Diagnostics& /*told*/) override {
    std::vector<std::string> names;
    if (folder != kFolder) return names;
    for (const auto& [name, text] : texts_)
      names.push_back(name);
    return names;
  }

 private:
  std::map<std::string, std::string> texts_;
};

class Memberships final : public Groups {
 public:
  explicit Memberships(const json& groups) : groups_(groups) {}
  int has_group(const char* group) override {
    return groups_.value(group, static_cast<int>(WARIFU_NOT_MEMBER));
  }

 private:
  const json& groups_;
};

int answer(const OwnerMap& map, const json& asked) {
  const auto account = asked["account"].get<std::string>();
  const auto domain = asked["domain"].get<std::string>();
  const std::string name = asked["name"].is_null() ? "" : asked["name"].get<std::string>();
  Question question;
  question.account = account;
  question.domain = domain;
  question.has_owner = !asked["uid"].is_null();
  if (question.has_owner) question.who.uid = asked["uid"].get<uint32_t>();
  if (!name.empty()) question.who.name = name.c_str();
  Memberships groups(asked["groups"]);
  return decide(map, question, groups).code;
}

json answers(const json& given) {
  Files files(given["files"].get<std::map<std::string, std::string>>());
  warifu::Diagnostics told;
  const auto map = read_map(given["map"].get<std::string>(), "/m/map.toml", files, told);
  if (!map) return nullptr;
  json list = json::array();
  for (const json& asked : given["questions"])
    list.push_back(answer(*map, asked));
  return list;
}

}  // namespace

int main() {
  try {
    for (std::string line; std::getline(std::cin, line);)
      std::cout << answers(json::parse(line)) << '\n';
    return 0;
  } catch (const std::exception& failure) {
    std::cerr << failure.what() << '\n';
    return 1;
  }
}
