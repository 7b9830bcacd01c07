// SPDX-License-Identifier: MIT
// A regular expression of a map. RE2: its time grows with the text's length alone, whatever the
// expression, and its memory is bounded.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace owner_map {

inline constexpr size_t kMaximumExpressionBytes = 1024;
inline constexpr int64_t kExpressionMemory = 512 << 10;  // bytes, compiled and while it runs

// What a search found.
struct Found {
  // What the first parentheses captured, of the searched text; nothing where there are none, or
  // where they took no part.
  std::optional<std::string_view> captured;
};

class Expression {
 public:
  // `pattern` without its slash. Where it does not compile, fault() tells why.
  explicit Expression(std::string pattern);
  ~Expression();
  Expression(const Expression&) = delete;
  Expression& operator=(const Expression&) = delete;
  Expression(Expression&&) noexcept;
  Expression& operator=(Expression&&) noexcept;

  [[nodiscard]] const std::string& pattern() const { return pattern_; }
  [[nodiscard]] std::optional<std::string> fault() const;
  [[nodiscard]] bool captures() const;
  // Whether its first parentheses, by themselves, could match all of `text`.
  [[nodiscard]] bool may_capture(std::string_view text) const;

  // Searches anywhere in `text`. ^ and $ are the ends of the text, never of a line. Text that is
  // not UTF-8 is not found. Any thread.
  [[nodiscard]] std::optional<Found> search(std::string_view text) const;

  // Compiles it anew and leaves what was there alone: in a child process, a lock that another
  // thread of the parent held is held for ever. Throws std::bad_alloc.
  void renew();

 private:
  std::string pattern_;
  std::unique_ptr<re2::RE2> compiled_;
  std::vector<const re2::RE2*> inherited_;  // let alone, and not lost
};

}  // namespace owner_map
