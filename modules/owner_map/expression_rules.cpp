// SPDX-License-Identifier: MIT
#include "modules/owner_map/expression_rules.h"

#include "modules/owner_map/expression_text.h"

namespace owner_map {
namespace {

using warifu::Diagnostics;
using warifu::Place;

void warn_of_ends(const ExpressionText& text, const Place& place, Diagnostics& diagnostics) {
  if (text.begins_anchored && text.ends_anchored) return;
  std::string what = "the expression is searched anywhere in the name: it lacks ";
  if (!text.begins_anchored) what += "^ at its beginning";
  if (!text.begins_anchored && !text.ends_anchored) what += " and ";
  if (!text.ends_anchored) what += "$ at its end";
  diagnostics.warning(place, what, "write \"/^...$\", with parentheses around what \"|\" parts");
}

// Whether what is captured, within its other text, can be root's name.
bool may_make_root(const Rule& rule) {
  constexpr std::string_view kRoot = "root";
  const auto& [before, after] = rule.filled;
  if (before.size() + after.size() > kRoot.size() || !kRoot.starts_with(before) ||
      !kRoot.ends_with(after)) {
    return false;
  }
  const size_t length = kRoot.size() - before.size() - after.size();
  return rule.expression->may_capture(kRoot.substr(before.size(), length));
}

}  // namespace

std::optional<Expression> read_expression(const std::string& pattern, const Place& place,
                                          Diagnostics& diagnostics) {
  if (pattern.empty()) {
    diagnostics.error(place, "the expression is empty", "write \"all\" to mean any");
    return std::nullopt;
  }
  if (pattern.size() > kMaximumExpressionBytes) {
    diagnostics.error(place, "the expression is too long", "at most 1024 bytes");
    return std::nullopt;
  }
  std::optional<Expression> expression(pattern);
  if (const auto fault = expression->fault()) {
    diagnostics.error(place, "the expression does not compile: " + *fault,
                      "write it as RE2 does: no look-around, no \\1 within it");
    return std::nullopt;
  }
  const ExpressionText text = look_at(pattern);
  if (text.is_multi_line) {
    diagnostics.error(place, "the expression sets (?m), which lets ^ and $ stand within a name",
                      "remove the m");
    return std::nullopt;
  }
  warn_of_ends(text, place, diagnostics);
  return expression;
}

void warn_of_root(const Rule& rule, const Place& place, Diagnostics& diagnostics) {
  const char* what = nullptr;
  if (rule.owner_side == OwnerSide::kAll) {
    what = "\"all\" lets uid 0 in";
  } else if (rule.owner_side == OwnerSide::kCapturedUid && rule.expression->may_capture("0")) {
    what = "\\1 can be 0, and lets uid 0 in";
  } else if (rule.owner_side == OwnerSide::kTemplate && may_make_root(rule)) {
    what = "what \\1 makes can be \"root\"";
  } else if (rule.owner_side == OwnerSide::kExpression && rule.expression->search("root")) {
    what = "the expression matches \"root\"";
  }
  if (what != nullptr) {
    diagnostics.warning(place, what, "say more exactly who may log in, unless root should");
  }
}

}  // namespace owner_map
