// SPDX-License-Identifier: MIT
#include "tests/unit/owner_map/map_text.h"

namespace owner_map_test {

using namespace owner_map;

std::optional<std::string_view> Files::read(const std::string& path, const warifu::Place& where,
                                            size_t limit, warifu::Diagnostics& diagnostics) {
  asked.push_back(path);
  const auto found = texts.find(path);
  if (found == texts.end() || found->second.size() > limit) {
    diagnostics.error(where, path + " cannot be read", "");
    return std::nullopt;
  }
  return found->second;
}

std::optional<std::vector<std::string>> Files::list(const std::string& folder,
                                                    const warifu::Place& /*where*/,
                                                    warifu::Diagnostics& /*diagnostics*/) {
  std::vector<std::string> names;
  for (const auto& [path, text] : texts) {
    const size_t slash = path.rfind('/');
    if (path.substr(0, slash) == folder) names.push_back(path.substr(slash + 1));
  }
  return names;
}

Outcome read_text(const std::string& text, Files files, Way way) {
  warifu::Diagnostics diagnostics;
  Outcome outcome;
  outcome.map = read_map(text, kFile, files, diagnostics, way);
  CHECK(outcome.map.has_value() != diagnostics.has_errors());
  for (const auto& each : warifu::in_order(diagnostics)) {
    std::string line = warifu::to_line(each);
    if (line.starts_with(kFile + ":")) line.erase(0, kFile.size() + 1);
    outcome.told.push_back(std::move(line));
  }
  return outcome;
}

std::string mistake(const std::string& text) {
  const Outcome outcome = read_text(text);
  CAPTURE(text, outcome.told);
  CHECK_FALSE(outcome.map);
  CHECK(outcome.told.size() == 1);
  return outcome.told.empty() ? "" : outcome.told.front();
}

std::string warning(const std::string& text) {
  const Outcome outcome = read_text(text);
  CAPTURE(text, outcome.told);
  CHECK(outcome.map);
  CHECK(outcome.told.size() == 1);
  return outcome.told.empty() ? "" : outcome.told.front();
}

namespace {

class FakeGroups final : public Groups {
 public:
  explicit FakeGroups(const std::map<std::string, int>& groups) : groups_(groups) {}
  int has_group(const char* group) override {
    ++asked;
    const auto found = groups_.find(group);
    return found == groups_.end() ? WARIFU_NOT_MEMBER : found->second;
  }
  size_t asked = 0;

 private:
  const std::map<std::string, int>& groups_;
};

std::string to_text(const OwnerMap& map, Origin where) {
  const std::string& file = map.files[where.file];
  const std::string line = where.line == 0 ? "" : std::to_string(where.line);
  return file == kFile ? line : file + ":" + line;
}

}  // namespace

Told ask(const OwnerMap& map, const Asked& asked) {
  Question question;
  question.account = asked.account;
  question.has_owner = true;
  question.domain = asked.domain;
  question.who = {asked.uid, asked.name};
  FakeGroups groups(asked.groups);
  const Answer answer = decide(map, question, groups);
  return {answer.code, kReasons[static_cast<size_t>(answer.reason)].id,
          answer.where ? to_text(map, *answer.where) : "", groups.asked};
}

Told ask(const std::string& text, const Asked& asked) {
  const Outcome outcome = read_text(text);
  CAPTURE(text, outcome.told);
  REQUIRE(outcome.map);
  return ask(*outcome.map, asked);
}

bool passes(const std::string& text, const Asked& asked) {
  return ask(text, asked).code == WARIFU_PASS;
}

}  // namespace owner_map_test
