// SPDX-License-Identifier: MIT
#include "modules/owner_map/file_reader.h"

#include "core/toml/table_reader.h"
#include "modules/owner_map/accounts_reader.h"
#include "modules/owner_map/names.h"
#include "modules/owner_map/rule_reader.h"

namespace owner_map {
namespace {

using warifu::Node;

constexpr char kAbout[] =
    "a map has domain, include, [accounts] and [[rule]]; an account belongs below [accounts]";

Divided to_divided(std::string_view text, Way way) {
  if (way == Way::kQuick) return divide(text);
  return {{}, std::string(text)};
}

}  // namespace

std::vector<Include> FileReader::read(std::string_view text) {
  const Divided divided = to_divided(text, way_);
  warifu::Diagnostics syntax;
  const Node document = warifu::parse_toml(divided.rest, map_.files[file_], syntax);
  if (syntax.has_errors()) {
    for (const auto& each : syntax.items())
      diagnostics_.error(each.place, each.what, each.remedy);
    return {};
  }
  warifu::TableReader top(document, diagnostics_);
  std::vector<Include> includes;
  if (const auto domain = top.text("domain")) read_domain(*top.find("domain"), *domain);
  if (const Node* include = top.find("include")) includes = read_includes(*include);
  AccountsReader accounts(map_, file_, diagnostics_);
  accounts.read(divided.accounts);
  if (const Node* table = top.table("accounts")) accounts.read(*table);
  if (const auto* rules = top.array("rule")) read_rules(*rules);
  top.finish({{}, kAbout});
  return includes;
}

void FileReader::read_domain(const Node& node, const std::string& domain) {
  if (const auto fault = fault_of_domain(domain)) {
    diagnostics_.error(node.place(), "\"" + domain + "\" " + fault->what, fault->remedy);
  } else if (file_ == 0) {
    map_.domain = domain;
    map_.domain_where = {file_, node.place().line};
  } else if (domain != map_.domain) {
    diagnostics_.error(
        node.place(),
        "this file is about another domain than " + map_.files[0] + " includes it for",
        "write a map of its own for each domain");
  }
}

std::vector<Include> FileReader::read_includes(const Node& node) {
  if (file_ != 0) {
    diagnostics_.error(node.place(), "an included file cannot include others",
                       "name them in " + map_.files[0]);
    return {};
  }
  const auto* const list = node.as<warifu::Array>();
  std::vector<Include> includes;
  for (const Node& each : list != nullptr ? *list : warifu::Array{node}) {
    if (const auto* path = each.as<std::string>()) {
      includes.push_back({*path, each.place()});
    } else {
      diagnostics_.error(each.place(), std::string("\"include\" cannot be ") + each.type_name(),
                         "write a list of texts: [\"extra/*.toml\"]");
    }
  }
  return includes;
}

void FileReader::read_rules(const warifu::Array& rules) {
  for (const Node& node : rules) {
    if (map_.rules.size() > kMaximumRules) return;  // told once, by whom it belongs to
    if (auto rule = read_rule(node, file_, diagnostics_)) map_.rules.push_back(std::move(*rule));
  }
}

}  // namespace owner_map
