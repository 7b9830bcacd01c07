// SPDX-License-Identifier: MIT
#include "kernel/agent/key_usages.h"

#include <catch2/catch.hpp>

using namespace warifu::agent;

namespace {

constexpr Fingerprint kOne{1}, kTwo{2}, kThree{3}, kFour{4};

std::set<Fingerprint> dispensable(const KeyUsages& rows, const std::set<Fingerprint>& configured,
                                  size_t room) {
  const auto found = dispensable_usages(rows, configured, room);
  std::set<Fingerprint> set(found.begin(), found.end());
  CHECK(set.size() == found.size());
  return set;
}

}  // namespace

TEST_CASE("a key that is configured keeps its row", "[usages]") {
  CHECK(dispensable({{kOne, {0, 0, 0}}, {kTwo, {5, 5, 9}}}, {kOne, kTwo}, 0).empty());
}

TEST_CASE("a key that was used is remembered, one that was not is not", "[usages]") {
  const KeyUsages rows = {{kOne, {1, 0, 9}}, {kTwo, {0, 1, 9}}, {kThree, {0, 0, 0}}};
  CHECK(dispensable(rows, {}, 100) == std::set{kThree});
}

TEST_CASE("where room is short the one not used for longest goes", "[usages]") {
  const KeyUsages rows = {{kOne, {1, 1, 30}}, {kTwo, {1, 1, 10}}, {kThree, {1, 1, 20}}};
  CHECK(dispensable(rows, {}, 3).empty());
  CHECK(dispensable(rows, {}, 2) == std::set{kTwo});
  CHECK(dispensable(rows, {}, 1) == std::set{kTwo, kThree});
  // Rows that are yet to be made want room too.
  CHECK(dispensable(rows, {kFour}, 3) == std::set{kTwo});
  CHECK(dispensable(rows, {kTwo, kFour}, 3) == std::set{kThree});
}

TEST_CASE("a fingerprint is told as the command tells it", "[usages]") {
  CHECK(to_text(Fingerprint{0x00, 0x1f, 0xa0, 0xff, 1, 2, 3, 4}) == "001fa0ff01020304");
}
