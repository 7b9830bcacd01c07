// SPDX-License-Identifier: MIT
#include "core/log/tally.h"

#include <algorithm>

namespace warifu {

void Tally::add(uint64_t count, int64_t now) {
  count_.fetch_add(count);
  int64_t none = 0;
  since_.compare_exchange_strong(none, std::max<int64_t>(now, 1));
}

std::optional<TallyCount> Tally::take(int64_t now, int64_t age) {
  int64_t since = since_.load();
  if (since == 0 || now - age < since) return std::nullopt;
  if (!since_.compare_exchange_strong(since, 0)) return std::nullopt;
  const uint64_t count = count_.exchange(0);
  if (count == 0) return std::nullopt;
  return TallyCount{count, since};
}

}  // namespace warifu
