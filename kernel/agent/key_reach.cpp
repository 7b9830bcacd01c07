// SPDX-License-Identifier: MIT
#include "kernel/agent/key_reach.h"

#include <algorithm>
#include <set>

#include "kernel/wire/key_derivation.h"

namespace warifu::agent {
namespace {

constexpr int64_t kShortWithAgent = int64_t{8} * 60;
constexpr int64_t kShortWithout = int64_t{60} * 60;
constexpr uint64_t kMaximumStep = uint64_t{1} << 32;

}  // namespace

uint64_t first_epoch_without(uint64_t from, const std::function<bool(uint64_t)>& has_key) {
  if (!has_key(from)) return from;
  uint64_t step = 1;
  while (step < kMaximumStep && has_key(from + step))
    step *= 2;
  uint64_t with = from + step / 2;
  uint64_t without = from + step;
  while (without - with > 1) {
    const uint64_t middle = with + (without - with) / 2;
    (has_key(middle) ? with : without) = middle;
  }
  return without;
}

std::optional<uint64_t> keys_reach(const Map<warifu_epoch_key_id, warifu_epoch_key>& epoch_keys,
                                   uint32_t generation, const std::vector<SourceRow>& sources,
                                   int64_t now) {
  std::set<uint32_t> keys;
  for (const SourceRow& row : sources)
    keys.insert(row.key);
  std::optional<uint64_t> reach;
  for (const uint32_t key : keys) {
    const uint64_t end = first_epoch_without(wire::epoch_at(now), [&](uint64_t epoch) {
      return epoch_keys.contains({generation, key, epoch});
    });
    const uint64_t seconds = end * uint64_t{wire::kEpochSeconds};
    reach = std::min(reach.value_or(seconds), seconds);
  }
  return reach;
}

bool is_short(uint64_t reach, int64_t now, bool agent_runs) {
  return static_cast<int64_t>(reach) - now < (agent_runs ? kShortWithAgent : kShortWithout);
}

}  // namespace warifu::agent
