// SPDX-License-Identifier: MIT
#include "kernel/agent/key_reach.h"

#include <catch2/catch.hpp>

using namespace warifu::agent;

TEST_CASE("how far keys reach is found without asking for each", "[reach]") {
  for (const uint64_t end : {100u, 101u, 102u, 103u, 104u, 1450u, 40'000u}) {
    size_t asked = 0;
    const auto has = [&](uint64_t epoch) {
      ++asked;
      return epoch < end;
    };
    CHECK(first_epoch_without(100, has) == end);
    CHECK(asked < 40);
  }
}

TEST_CASE("a store that has everything does not keep the search for ever", "[reach]") {
  CHECK(first_epoch_without(5, [](uint64_t) { return true; }) > 5);
}

TEST_CASE("what an agent always leaves is not short, what lets nobody notice is", "[reach]") {
  constexpr int64_t kNow = 1'700'000'000;
  CHECK_FALSE(is_short(kNow + 9 * 60, kNow, true));
  CHECK(is_short(kNow + 7 * 60, kNow, true));
  CHECK(is_short(kNow + 59 * 60, kNow, false));
  CHECK_FALSE(is_short(kNow + 61 * 60, kNow, false));
  CHECK(is_short(kNow - 100, kNow, false));
}
