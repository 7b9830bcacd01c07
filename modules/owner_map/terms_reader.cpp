// SPDX-License-Identifier: MIT
#include "modules/owner_map/terms_reader.h"

#include <algorithm>
#include <optional>

#include "modules/owner_map/names.h"
#include "modules/owner_map/uid_text.h"

namespace owner_map {
namespace {

using warifu::Diagnostics;
using warifu::Node;

constexpr char kRemedy[] = "write a uid as an integer, a name or \"+group\" in quotes, or a list";

std::optional<ReadTerm> read_text(const std::string& text, const Node& node,
                                  Diagnostics& diagnostics) {
  const bool is_group = text.starts_with('+');
  const std::string name = is_group ? text.substr(1) : text;
  if (const auto fault = fault_of_name(name)) {
    diagnostics.error(node.place(),
                      (is_group ? "the group \"" : "the name \"") + name + "\" " + fault->what,
                      fault->remedy);
    return std::nullopt;
  }
  return ReadTerm{is_group ? TermKind::kGroup : TermKind::kName, 0, name};
}

std::optional<ReadTerm> read_term(const Node& node, Diagnostics& diagnostics) {
  if (const auto* uid = node.as<int64_t>()) {
    if (!check_uid(*uid, node.place(), diagnostics)) return std::nullopt;
    return ReadTerm{TermKind::kUid, static_cast<uint32_t>(*uid), ""};
  }
  if (const auto* text = node.as<std::string>()) return read_text(*text, node, diagnostics);
  diagnostics.error(node.place(), std::string("an owner cannot be ") + node.type_name(), kRemedy);
  return std::nullopt;
}

void take(std::vector<ReadTerm>& terms, const Node& node, Diagnostics& diagnostics) {
  auto term = read_term(node, diagnostics);
  if (!term) return;
  if (std::find(terms.begin(), terms.end(), *term) != terms.end()) {
    diagnostics.warning(node.place(), "the account has this owner already", "remove one");
    return;
  }
  terms.push_back(std::move(*term));
}

}  // namespace

bool check_uid(int64_t value, const warifu::Place& place, Diagnostics& diagnostics) {
  if (value < 0 || value >= kNoUid) {
    diagnostics.error(place, "a uid cannot be " + std::to_string(value),
                      "write a number from 0 to 4294967294");
    return false;
  }
  if (value == 0) {
    diagnostics.warning(place, "uid 0 may log in as this account",
                        "remove it, unless root of the clients' hosts should");
  }
  return true;
}

std::vector<ReadTerm> read_terms(const Node& node, Diagnostics& diagnostics) {
  std::vector<ReadTerm> terms;
  const auto* const list = node.as<warifu::Array>();
  if (list == nullptr) {
    take(terms, node, diagnostics);
    return terms;
  }
  if (list->empty()) {
    diagnostics.warning(node.place(), "the account belongs to nobody", "add who may log in as it");
  }
  for (const Node& each : *list)
    take(terms, each, diagnostics);
  return terms;
}

}  // namespace owner_map
