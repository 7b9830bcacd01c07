// SPDX-License-Identifier: MIT
#include "modules/owner_map/expression.h"

#include <re2/re2.h>

#include "core/diagnostic/utf8.h"
#include "modules/owner_map/expression_text.h"

namespace owner_map {
namespace {

std::unique_ptr<re2::RE2> compile(std::string_view pattern) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kExpressionMemory);
  return std::make_unique<re2::RE2>(re2::StringPiece(pattern.data(), pattern.size()), options);
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const size_t length = warifu::decode_utf8(text).length;
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

}  // namespace

Expression::Expression(std::string pattern)
    : pattern_(std::move(pattern)), compiled_(compile(pattern_)) {}
Expression::~Expression() = default;
Expression::Expression(Expression&&) noexcept = default;
Expression& Expression::operator=(Expression&&) noexcept = default;

std::optional<std::string> Expression::fault() const {
  if (compiled_->ok()) return std::nullopt;
  return compiled_->error();
}

bool Expression::captures() const {
  return compiled_->NumberOfCapturingGroups() > 0;
}

bool Expression::may_capture(std::string_view text) const {
  const auto group = look_at(pattern_).first_group;
  if (!group) return false;
  const auto part = compile(*group);
  return !part->ok() || re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), *part);
}

std::optional<Found> Expression::search(std::string_view text) const {
  if (!is_utf8(text)) return std::nullopt;
  re2::StringPiece parts[2];
  const int wanted = captures() ? 2 : 1;
  const re2::StringPiece whole(text.data(), text.size());
  if (!compiled_->Match(whole, 0, whole.size(), re2::RE2::UNANCHORED, parts, wanted)) {
    return std::nullopt;
  }
  Found found;
  if (parts[1].data() != nullptr) {
    found.captured = std::string_view(parts[1].data(), parts[1].size());
  }
  return found;
}

void Expression::renew() {
  auto fresh = compile(pattern_);
  inherited_.push_back(compiled_.get());
  (void)compiled_.release();
  compiled_ = std::move(fresh);
}

}  // namespace owner_map
