// SPDX-License-Identifier: MIT
#include "core/config/control_reader.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "core/diagnostic/did_you_mean.h"
#include "core/stack/plan.h"

namespace warifu {
namespace {

using Kind = Action::Kind;

constexpr std::pair<std::string_view, Control (*)()> kWords[] = {{"required", required_control},
                                                                 {"requisite", requisite_control},
                                                                 {"sufficient", sufficient_control},
                                                                 {"optional", optional_control}};

constexpr std::pair<std::string_view, Kind> kActions[] = {
    {"ok", Kind::kOk},   {"done", Kind::kDone},     {"bad", Kind::kBad},
    {"die", Kind::kDie}, {"ignore", Kind::kIgnore}, {"reset", Kind::kReset}};

// What administrators of PAM will write; see enum warifu_code.
constexpr std::pair<std::string_view, std::string_view> kPamNames[] = {
    {"success", "pass"},
    {"perm_denied", "fail"},
    {"auth_err", "fail"},
    {"user_unknown", "unknown"},
    {"service_err", "error"},
    {"system_err", "error"},
    {"authinfo_unavail", "unavailable"}};

template <typename Entries>
auto find(const Entries& entries, std::string_view word) {
  return std::find_if(std::begin(entries), std::end(entries),
                      [&](const auto& entry) { return entry.first == word; });
}

template <typename Entries>
std::vector<std::string_view> words_of(const Entries& entries) {
  std::vector<std::string_view> words;
  for (const auto& entry : entries)
    words.push_back(entry.first);
  return words;
}

Control read_word(const std::string& word, const Place& place, Diagnostics& diagnostics) {
  const auto found = find(kWords, word);
  if (found != std::end(kWords)) return found->second();
  diagnostics.error(place, "\"control\" cannot be \"" + word + "\"",
                    suggestion(word, words_of(kWords), "write a table, or one of"));
  return {};
}

std::optional<Action> read_jump(int64_t count, const Place& place, Diagnostics& diagnostics) {
  if (count >= 1 && count <= static_cast<int64_t>(kMaximumPlanEntries)) {
    return Action{Kind::kJump, static_cast<uint16_t>(count)};
  }
  diagnostics.error(place, "a jump cannot skip " + std::to_string(count) + " entries",
                    "write a number from 1 to " + std::to_string(kMaximumPlanEntries) +
                        ", or \"ignore\" to skip none");
  return std::nullopt;
}

std::optional<Action> read_action(const Node& node, Diagnostics& diagnostics) {
  if (const auto* count = node.as<int64_t>()) return read_jump(*count, node.place(), diagnostics);
  const auto* word = node.as<std::string>();
  if (word == nullptr) {
    diagnostics.error(
        node.place(), std::string("an action cannot be ") + node.type_name(),
        "write \"ok\", \"done\", \"bad\", \"die\", \"ignore\", \"reset\", or how many "
        "entries to skip");
    return std::nullopt;
  }
  const auto found = find(kActions, *word);
  if (found != std::end(kActions)) return Action{found->second};
  diagnostics.error(
      node.place(), "no action is called \"" + *word + "\"",
      suggestion(*word, words_of(kActions), "write how many entries to skip, or one of"));
  return std::nullopt;
}

void refuse_code(const Member& member, Diagnostics& diagnostics) {
  std::vector<std::string_view> names;
  for (size_t code = 0; code < kCodeCount; ++code) {
    names.push_back(code_name(static_cast<int>(code)));
  }
  names.push_back("default");
  const auto pam = find(kPamNames, member.key);
  const std::string remedy = pam != std::end(kPamNames)
                                 ? "write \"" + std::string(pam->second) + "\" instead"
                                 : suggestion(member.key, names, "known codes");
  diagnostics.error(member.key_place, "no code is called \"" + member.key + "\"", remedy);
}

std::optional<size_t> code_of(std::string_view name) {
  for (size_t code = 0; code < kCodeCount; ++code) {
    if (code_name(static_cast<int>(code)) == name) return code;
  }
  return std::nullopt;
}

Control read_table(const Table& table, Diagnostics& diagnostics) {
  Action fallback{Kind::kBad};
  std::array<std::optional<Action>, kCodeCount> named;
  for (const Member& member : table) {
    const auto code = code_of(member.key);
    if (!code && member.key != "default") {
      refuse_code(member, diagnostics);
    } else if (const auto action = read_action(member.value, diagnostics)) {
      (code ? named[*code].emplace() : fallback) = *action;
    }
  }
  Control control;
  for (size_t code = 0; code < kCodeCount; ++code) {
    control.on[code] = named[code].value_or(fallback);
  }
  return control;
}

}  // namespace

Control read_control(const Node& node, Diagnostics& diagnostics) {
  if (const auto* word = node.as<std::string>()) {
    return read_word(*word, node.place(), diagnostics);
  }
  if (const auto* table = node.as<Table>()) return read_table(*table, diagnostics);
  diagnostics.error(
      node.place(), std::string("\"control\" cannot be ") + node.type_name(),
      "write \"required\", \"requisite\", \"sufficient\", \"optional\", or a table such "
      "as { pass = \"ok\", default = \"bad\" }");
  return {};
}

}  // namespace warifu
