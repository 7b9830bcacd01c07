// SPDX-License-Identifier: MIT
// Observing: only with an end, at most 30 days ahead, never in other.toml.
#include <catch2/catch.hpp>

#include "tests/unit/config/stack_text.h"

using namespace warifu;

namespace {

constexpr int64_t kDay = 86400;
const std::string kEntry = "[[verify]]\nmodule = 'permit'\n";

ReadText with_mode(const std::string& keys, bool is_other = false) {
  return read_text(keys + kEntry, is_other);
}

}  // namespace

TEST_CASE("observing until a date is what it says, and is warned of") {
  const auto [stack, lines] =
      with_mode("mode = 'observe'\nobserve_until = 2026-03-20T18:30:00+02:00\n");
  REQUIRE(joined(lines) ==
          "s.toml:1:8: warning: nothing is refused until 2026-03-20T16:30:00Z: mode is "
          "\"observe\"; write mode = \"enforce\" once the log shows what you expect\n");
  REQUIRE(stack->mode.observe_until == kNow + 19 * kDay + 4 * 3600 + 1800);
  REQUIRE(stack->mode_place.line == 1);
  REQUIRE(stack->mode.observes(kNow));
}

TEST_CASE("a date alone is its first moment, in UTC") {
  REQUIRE(with_mode("mode = 'observe'\nobserve_until = 2026-03-02\n").stack->mode.observe_until ==
          kNow + kDay / 2);
}

TEST_CASE("thirty days ahead is the most") {
  REQUIRE(with_mode("mode='observe'\nobserve_until = 2026-03-31T12:00:00Z\n")
              .stack->mode.observes(kNow));
  const auto [stack, lines] = with_mode("mode='observe'\nobserve_until = 2026-03-31T12:00:01Z\n");
  REQUIRE_FALSE(stack->mode.observe_until);
  REQUIRE(joined(lines) ==
          "s.toml:2:17: \"observe_until\" is more than 30 days ahead; write 2026-03-31 or an "
          "earlier date, and extend it when it comes\n");
  REQUIRE_FALSE(
      with_mode("mode='observe'\nobserve_until = 9999-12-31\n").stack->mode.observe_until);
}

TEST_CASE("a date that has passed enforces, with a warning") {
  for (const char* date : {"2026-03-01T12:00:00Z", "2026-03-01", "1970-01-01", "0000-01-01"}) {
    const auto [stack, lines] =
        with_mode(std::string("mode='observe'\nobserve_until = ") + date + "\n");
    REQUIRE_FALSE(stack->mode.observe_until);
    REQUIRE(joined(lines) ==
            "s.toml:2:17: warning: \"observe_until\" has passed: this is enforced; write mode = "
            "\"enforce\" and remove \"observe_until\", or set a later date\n");
  }
}

TEST_CASE("observing without an end, or an end without observing, is a mistake") {
  REQUIRE(joined(with_mode("mode = 'observe'\n").lines) ==
          "s.toml:1:8: mode = \"observe\" needs an end; add observe_until = 2026-03-31 or an "
          "earlier date\n");
  const std::string alone =
      ": \"observe_until\" means nothing without mode = \"observe\"; remove it, or write mode = "
      "\"observe\"\n";
  REQUIRE(joined(with_mode("mode = 'enforce'\nobserve_until = 2026-03-02\n").lines) ==
          "s.toml:2:17" + alone);
  REQUIRE(joined(with_mode("observe_until = 2026-03-02\n").lines) == "s.toml:1:17" + alone);
}

TEST_CASE("a mode that cannot be read enforces, and is told once") {
  for (const char* mode : {"'observ'", "1", "['observe']", "true"}) {
    const auto [stack, lines] =
        with_mode(std::string("mode = ") + mode + "\nobserve_until = 2026-03-02\n");
    REQUIRE(lines.size() == 1);
    REQUIRE_FALSE(stack->mode.observe_until);
  }
  for (const char* date : {"'2026-03-02'", "1", "12:00:00"}) {
    const auto [stack, lines] =
        with_mode(std::string("mode = 'observe'\nobserve_until = ") + date + "\n");
    REQUIRE(lines.size() == 1);
    REQUIRE_FALSE(stack->mode.observe_until);
  }
}

TEST_CASE("other.toml observes neither as a whole nor in an entry") {
  const std::string observe = "mode = 'observe'\nobserve_until = 2026-03-02\n";
  const std::string refused =
      ": other.toml cannot observe: it decides for every service without a stack; write mode = "
      "\"enforce\", or make a stack for the service that is to be observed\n";
  const auto whole = with_mode(observe, true);
  REQUIRE(joined(whole.lines) == "s.toml:1:8" + refused);
  REQUIRE_FALSE(whole.stack->mode.observe_until);
  const auto entry = read_text(kEntry + observe, true);
  REQUIRE(joined(entry.lines) == "s.toml:3:8" + refused);
  REQUIRE_FALSE(entry.stack->entries[0].mode.observe_until);
}

TEST_CASE("an entry observes by itself") {
  const auto [stack, lines] = read_text(kEntry + "mode = 'observe'\nobserve_until = 2026-03-02\n");
  REQUIRE(joined(lines) ==
          "s.toml:3:8: warning: this entry refuses nothing until 2026-03-02T00:00:00Z: mode is "
          "\"observe\"; write mode = \"enforce\" once the log shows what you expect\n");
  REQUIRE(stack->entries[0].mode.observes(kNow));
  REQUIRE_FALSE(stack->mode.observe_until);
}
