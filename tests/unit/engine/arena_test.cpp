// SPDX-License-Identifier: MIT
#include "core/engine/arena.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using warifu::Arena;

TEST_CASE("copies stay where they are while the arena grows", "[arena]") {
  Arena arena;
  std::vector<const char*> copies;
  for (int i = 0; i < 1000; ++i)
    copies.push_back(arena.copy(std::to_string(i), 16));
  for (int i = 0; i < 1000; ++i)
    CHECK(std::to_string(i) == copies[static_cast<size_t>(i)]);
}

TEST_CASE("a copy is cut at its limit", "[arena]") {
  Arena arena;
  CHECK(std::string(arena.copy("abcdef", 3)) == "abc");
  CHECK(std::string(arena.copy("", 3)).empty());
}

TEST_CASE("what it holds is bounded, and room comes back with clear", "[arena]") {
  Arena arena;
  const std::string big(100'000, 'x');
  CHECK(arena.copy(big, big.size()) != nullptr);
  CHECK(arena.copy(big, big.size()) != nullptr);
  CHECK(arena.copy(big, big.size()) == nullptr);
  arena.clear();
  CHECK(arena.copy(big, big.size()) != nullptr);
}

TEST_CASE("a text longer than a chunk has a chunk of its own", "[arena]") {
  Arena arena;
  const char* const first = arena.copy("first", 5);
  const std::string big(10'000, 'y');
  CHECK(big == arena.copy(big, big.size()));
  CHECK(std::string(first) == "first");
}
