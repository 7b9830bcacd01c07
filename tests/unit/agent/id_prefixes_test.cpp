// SPDX-License-Identifier: MIT
#include "kernel/agent/id_prefixes.h"

#include <catch2/catch.hpp>
#include <random>

using namespace warifu;
using namespace warifu::agent;

namespace {

bool covers(const std::vector<IdPrefix>& prefixes, uint32_t id) {
  for (const IdPrefix& prefix : prefixes) {
    const uint64_t mask = prefix.length == 0 ? 0 : ~uint64_t{0} << (32 - prefix.length);
    if ((id & mask) == (prefix.value & mask)) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("a range is made up of the fewest blocks", "[id-prefixes]") {
  CHECK(to_prefixes({7, 7}) == std::vector<IdPrefix>{{7, 32}});
  CHECK(to_prefixes({8, 15}) == std::vector<IdPrefix>{{8, 29}});
  CHECK(to_prefixes({1, 4}) == std::vector<IdPrefix>{{1, 32}, {2, 31}, {4, 32}});
  CHECK(to_prefixes({0, 0xFFFFFFFF}) == std::vector<IdPrefix>{{0, 0}});
  CHECK(to_prefixes({1, 0xFFFFFFFE}).size() == 62);
}

TEST_CASE("blocks hold exactly the ids of their range", "[id-prefixes]") {
  const auto seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 2000; ++round) {
    const uint32_t a = random() >> (random() % 32);
    const uint32_t b = random() >> (random() % 32);
    const IdRange range{std::min(a, b), std::max(a, b)};
    CAPTURE(range.first, range.last);
    const auto prefixes = to_prefixes(range);
    REQUIRE(prefixes.size() <= 62);
    REQUIRE(covers(prefixes, range.first));
    REQUIRE(covers(prefixes, range.last));
    REQUIRE(covers(prefixes, range.first + (range.last - range.first) / 2));
    if (range.first > 0) REQUIRE_FALSE(covers(prefixes, range.first - 1));
    if (range.last < 0xFFFFFFFF) REQUIRE_FALSE(covers(prefixes, range.last + 1));
    REQUIRE(to_ranges(prefixes) == std::vector<IdRange>{range});
  }
}

TEST_CASE("ranges that do not touch stay apart", "[id-prefixes]") {
  auto prefixes = to_prefixes({20, 30});
  for (const IdPrefix& prefix : to_prefixes({5, 9}))
    prefixes.push_back(prefix);
  CHECK(to_ranges(prefixes) == std::vector<IdRange>{{5, 9}, {20, 30}});
}
