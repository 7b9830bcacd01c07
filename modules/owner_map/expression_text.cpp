// SPDX-License-Identifier: MIT
#include "modules/owner_map/expression_text.h"

namespace owner_map {
namespace {

// Goes through an expression element by element, so that a parenthesis that is escaped, quoted or
// in a class is not taken for one.
class Scanner {
 public:
  explicit Scanner(std::string_view pattern) : pattern_(pattern) {}

  ExpressionText run() {
    while (at_ < pattern_.size())
      step();
    const bool one_branch = !has_branches_;
    found_.begins_anchored =
        one_branch && (pattern_.starts_with('^') || pattern_.starts_with("\\A"));
    found_.ends_anchored = one_branch && last_is_end_;
    return found_;
  }

 private:
  void step() {
    const std::string_view rest = pattern_.substr(at_);
    last_is_end_ = rest == "$" || rest == "\\z";
    if (rest.starts_with("\\Q")) {
      skip_past("\\E", at_ + 2);
    } else if (rest[0] == '\\') {
      at_ += 2;
    } else if (rest[0] == '[') {
      skip_class();
    } else {
      note(rest);
      ++at_;
    }
  }

  void note(std::string_view rest) {
    if (rest[0] == '|' && depth_ == 0) has_branches_ = true;
    if (rest[0] == '(') open(rest);
    if (rest[0] == ')') close();
  }

  void open(std::string_view rest) {
    const bool is_named = rest.starts_with("(?P<");
    const bool captures = !rest.starts_with("(?") || is_named;
    if (captures && group_depth_ == 0 && !found_.first_group) {
      group_depth_ = depth_ + 1;
      group_begin_ = is_named ? pattern_.find('>', at_) + 1 : at_ + 1;
    }
    if (!captures) note_flags(rest.substr(2));
    ++depth_;
  }

  void close() {
    if (depth_ == group_depth_ && !found_.first_group && group_depth_ != 0) {
      found_.first_group = pattern_.substr(group_begin_, at_ - group_begin_);
    }
    if (depth_ > 0) --depth_;
  }

  // "im-s:" or "im)"
  void note_flags(std::string_view flags) {
    const std::string_view set = flags.substr(0, flags.find_first_not_of("imsU"));
    if (set.find('m') != set.npos) found_.is_multi_line = true;
  }

  // "]" right after "[" or "[^" stands for itself; "[:alpha:]" within has one of its own.
  void skip_class() {
    ++at_;
    if (pattern_.substr(at_).starts_with('^')) ++at_;
    if (pattern_.substr(at_).starts_with(']')) ++at_;
    while (at_ < pattern_.size() && pattern_[at_] != ']') {
      const std::string_view rest = pattern_.substr(at_);
      if (rest.starts_with("[:") && rest.find(":]") != rest.npos) {
        skip_past(":]", at_ + 2);
      } else {
        at_ += rest[0] == '\\' ? 2 : 1;
      }
    }
    ++at_;
  }

  void skip_past(std::string_view end, size_t from) {
    const size_t found = pattern_.find(end, from);
    at_ = found == pattern_.npos ? pattern_.size() : found + end.size();
  }

  std::string_view pattern_;
  size_t at_ = 0;
  size_t depth_ = 0;
  size_t group_depth_ = 0;
  size_t group_begin_ = 0;
  bool has_branches_ = false;
  bool last_is_end_ = false;
  ExpressionText found_;
};

}  // namespace

ExpressionText look_at(std::string_view pattern) {
  return Scanner(pattern).run();
}

}  // namespace owner_map
