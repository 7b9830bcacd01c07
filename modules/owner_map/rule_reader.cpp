// SPDX-License-Identifier: MIT
#include "modules/owner_map/rule_reader.h"

#include "core/toml/table_reader.h"
#include "modules/owner_map/expression_rules.h"
#include "modules/owner_map/names.h"
#include "modules/owner_map/terms_reader.h"

namespace owner_map {
namespace {

using warifu::Diagnostics;
using warifu::Node;
using warifu::Place;

constexpr char kNeedsParentheses[] =
    "write the other side as an expression with parentheses, \"/^u([0-9]+)$\"";

class RuleReader {
 public:
  RuleReader(const Node& node, uint32_t file, Diagnostics& diagnostics)
      : reader_(node, diagnostics), diagnostics_(diagnostics) {
    rule_.where = {file, node.place().line};
  }

  std::optional<Rule> read() {
    account_ = reader_.find("account");
    uid_ = reader_.find("uid");
    owner_ = reader_.find("owner");
    read_account();
    read_owner_side();
    reader_.finish();
    if (!failed_) check_together();
    if (failed_) return std::nullopt;
    return std::move(rule_);
  }

 private:
  void error(const Place& place, std::string what, std::string remedy) {
    diagnostics_.error(place, std::move(what), std::move(remedy));
    failed_ = true;
  }

  // The text of a side, or nothing after a mistake was told.
  std::optional<std::string> text_of(std::string_view key) {
    auto text = reader_.text(key);
    if (!text) {
      failed_ = true;
    } else if (const auto fault = fault_of_text(*text)) {
      error(reader_.find(key)->place(), '"' + std::string(key) + "\" " + fault->what,
            fault->remedy);
      return std::nullopt;
    }
    return text;
  }

  void read_account() {
    if (!reader_.require("account", "name the account, \"/EXPRESSION\", or \"all\"")) {
      failed_ = true;
      return;
    }
    auto text = text_of("account");
    if (!text) return;
    rule_.account = *text;
    if (*text == "all") {
      rule_.account_side = AccountSide::kAll;
    } else if (text->starts_with('/')) {
      rule_.account_side = AccountSide::kExpression;
      compile(*text, *account_);
    } else if (text->find(kCaptured) != text->npos) {
      rule_.account_side = AccountSide::kTemplate;
      fill(*text, *account_);
    } else if (text->starts_with('+')) {
      error(account_->place(), "\"account\" cannot be a group: a map knows the owner's groups only",
            "for an account of that very name write \"/^[+]NAME$\"");
    }
  }

  void read_owner_side() {
    if ((uid_ == nullptr) == (owner_ == nullptr)) {
      error(reader_.place(),
            uid_ == nullptr ? "the rule names no owner" : "both \"uid\" and \"owner\"",
            "write one of \"uid\" and \"owner\"");
      return;
    }
    if (owner_ != nullptr) return read_owner();
    if (const auto* number = uid_->as<int64_t>()) {
      rule_.uid = static_cast<uint32_t>(*number);
      failed_ = !check_uid(*number, uid_->place(), diagnostics_) || failed_;
      rule_.owner = std::to_string(*number);
      return;
    }
    const auto* text = uid_->as<std::string>();
    if (text == nullptr || *text != kCaptured) {
      error(uid_->place(), "\"uid\" must be an integer, or \"\\1\" in quotes",
            "write a uid without quotes; a name belongs in \"owner\"");
      return;
    }
    rule_.owner_side = OwnerSide::kCapturedUid;
    rule_.owner = *text;
  }

  void read_owner() {
    const auto text = text_of("owner");
    if (!text) return;
    rule_.owner = *text;
    if (*text == "all") {
      rule_.owner_side = OwnerSide::kAll;
    } else if (text->starts_with('/')) {
      rule_.owner_side = OwnerSide::kExpression;
      compile(*text, *owner_);
    } else if (text->starts_with('+')) {
      rule_.owner_side = OwnerSide::kGroup;
      rule_.owner = text->substr(1);
      check_name("the group ");
    } else if (text->find(kCaptured) != text->npos) {
      rule_.owner_side = OwnerSide::kTemplate;
      fill(*text, *owner_);
    } else {
      rule_.owner_side = OwnerSide::kName;
      check_name("the name ");
    }
  }

  void check_name(const char* what) {
    const auto fault = fault_of_name(rule_.owner);
    if (fault)
      error(owner_->place(), what + ('"' + rule_.owner + "\" ") + fault->what, fault->remedy);
  }

  void fill(const std::string& text, const Node& node) {
    if (auto filled = to_template(text)) {
      rule_.filled = std::move(*filled);
    } else {
      error(node.place(), "\\1 stands in it more than once", "write it once");
    }
  }

  void compile(const std::string& text, const Node& node) {
    if (rule_.expression) {
      error(node.place(), "a rule can have one expression, and this is the second",
            "write one side as a name, with \\1, or as \"all\"");
      return;
    }
    rule_.expression = read_expression(text.substr(1), node.place(), diagnostics_);
    if (!rule_.expression) failed_ = true;
  }

  // \1 needs something that captures, on the other side.
  void check_together() {
    const bool in_account = rule_.account_side == AccountSide::kTemplate;
    const bool in_owner =
        rule_.owner_side == OwnerSide::kTemplate || rule_.owner_side == OwnerSide::kCapturedUid;
    if (in_account || in_owner) {
      const bool is_there = in_account ? rule_.owner_side == OwnerSide::kExpression
                                       : rule_.account_side == AccountSide::kExpression;
      if (!is_there || !rule_.expression->captures()) {
        const Node& node = in_account ? *account_ : (uid_ != nullptr ? *uid_ : *owner_);
        error(node.place(), "\\1 stands for nothing: no expression captures it", kNeedsParentheses);
        return;
      }
    }
    warn_of_root(rule_, uid_ != nullptr ? uid_->place() : owner_->place(), diagnostics_);
  }

  warifu::TableReader reader_;
  Diagnostics& diagnostics_;
  const Node* account_ = nullptr;
  const Node* uid_ = nullptr;
  const Node* owner_ = nullptr;
  Rule rule_;
  bool failed_ = false;
};

}  // namespace

std::optional<Rule> read_rule(const Node& node, uint32_t file, Diagnostics& diagnostics) {
  if (node.as<warifu::Table>() == nullptr) {
    diagnostics.error(node.place(), "a rule must be a table", "write it below [[rule]]");
    return std::nullopt;
  }
  return RuleReader(node, file, diagnostics).read();
}

}  // namespace owner_map
