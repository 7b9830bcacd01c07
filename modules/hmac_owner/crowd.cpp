// SPDX-License-Identifier: MIT
#include "modules/hmac_owner/crowd.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace hmac_owner {
namespace {

using warifu::wire::Prefix;

struct Block {
  Prefix from;
  const Key* key;
};

// A block stands before those within it.
bool before(const Block& a, const Block& b) {
  return std::tie(a.from.family, a.from.address, a.from.length) <
         std::tie(b.from.family, b.from.address, b.from.length);
}

// Prefixes either contain each other or are apart: going through them in order, those that hold
// the present one are a stack.
class Sweep {
 public:
  explicit Sweep(size_t anywhere) : anywhere_(anywhere) {}

  void enter(const Block& block) {
    while (!around_.empty() && !contains(around_.back()->from, block.from))
      leave();
    around_.push_back(&block);
    ++times_[block.key];
  }

  // A key with blocks within each other counts once.
  [[nodiscard]] size_t keys() const { return times_.size() + anywhere_; }

  [[nodiscard]] const Key* last() const {
    return std::max_element(times_.begin(), times_.end(),
                            [](const auto& a, const auto& b) {
                              return a.first->place.line < b.first->place.line;
                            })
        ->first;
  }

 private:
  void leave() {
    const auto found = times_.find(around_.back()->key);
    if (--found->second == 0) times_.erase(found);
    around_.pop_back();
  }

  size_t anywhere_;
  std::vector<const Block*> around_;
  std::map<const Key*, size_t> times_;
};

}  // namespace

std::optional<Crowd> find_crowd(const std::vector<const Key*>& keys, size_t limit) {
  std::vector<Block> blocks;
  size_t anywhere = 0;
  for (const Key* key : keys) {
    if (!key->from && ++anywhere > limit) return Crowd{key, "every address"};
    for (const Prefix& from : key->from.value_or(std::vector<Prefix>{}))
      blocks.push_back({from, key});
  }
  std::sort(blocks.begin(), blocks.end(), before);
  Sweep sweep(anywhere);
  for (const Block& block : blocks) {
    sweep.enter(block);
    if (sweep.keys() > limit) return Crowd{sweep.last(), to_text(block.from)};
  }
  return std::nullopt;
}

}  // namespace hmac_owner
