// SPDX-License-Identifier: MIT
#include "core/cli/map/are_capture.h"

#include "core/cli/map/are_positions.h"

namespace warifu::cli {
namespace {

// Two ways through the same text, a byte at a time. They capture the same exactly if they take
// each byte in the same part of the expression: before, inside, behind.
class Pairs {
 public:
  explicit Pairs(const Positions& positions)
      : positions_(positions),
        size_(positions.all.size()),
        seen_(size_ * size_ * 2),
        half_seen_(size_ * size_ * 2) {}

  // Whether some text can be taken in two ways that differ.
  bool differ() {
    for (const size_t a : positions_.first) {
      for (const size_t b : positions_.first)
        meet(a, b, false);
    }
    while (!waiting_.empty()) {
      const auto [a, b, different] = waiting_.back();
      waiting_.pop_back();
      if (different && positions_.last[a] && positions_.last[b]) return true;
      for (const size_t next : positions_.all[a].follow)
        step(next, b, different);
    }
    return false;
  }

 private:
  struct Pair {
    size_t a;
    size_t b;
    bool different;
  };

  // The first has gone on, the second not yet: once for each such state, which keeps this to the
  // third power of the size.
  void step(size_t a, size_t b, bool different) {
    if (!mark(half_seen_, a, b, different)) return;
    for (const size_t next : positions_.all[b].follow)
      meet(a, next, different);
  }

  void meet(size_t a, size_t b, bool different) {
    const auto& one = positions_.all[a];
    const auto& other = positions_.all[b];
    if ((one.set & other.set).none()) return;
    different = different || one.part != other.part;
    if (mark(seen_, a, b, different)) waiting_.push_back({a, b, different});
  }

  bool mark(std::vector<bool>& seen, size_t a, size_t b, bool different) const {
    const size_t at = (a * size_ + b) * 2 + (different ? 1 : 0);
    if (seen[at]) return false;
    seen[at] = true;
    return true;
  }

  const Positions& positions_;
  size_t size_;
  std::vector<bool> seen_;
  std::vector<bool> half_seen_;
  std::vector<Pair> waiting_;
};

}  // namespace

Carried<void> capture_is_certain(const AreNode& root) {
  const auto positions = positions_of(root);
  if (!positions) return tl::unexpected(positions.error());
  if (Pairs(*positions).differ()) {
    return refuse(
        "what \\1 stands for: a name can be divided in several ways, and PostgreSQL and RE2 choose "
        "differently",
        "begin with ^, end with $, and let the parentheses hold what cannot stand beside them, as "
        "in /^([^@]*)@.*$");
  }
  return {};
}

}  // namespace warifu::cli
