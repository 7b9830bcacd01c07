// SPDX-License-Identifier: MIT
// One map, asked on several threads.
#include <atomic>
#include <thread>

#include "tests/unit/owner_map/map_text.h"

using namespace owner_map_test;

TEST_CASE("threads that ask at once get the answers of one alone", "[threads]") {
  const auto outcome = read_text(
      "[accounts]\na = 7\n[[rule]]\naccount = '/^u([0-9]+)$'\nuid = '\\1'\n"
      "[[rule]]\naccount = '\\1_db'\nowner = '/^wp-(.*)$'\n");
  REQUIRE(outcome.map);
  std::atomic<int> wrong = 0;
  const auto work = [&](uint32_t first) {
    for (uint32_t uid = first; uid < first + 300; ++uid) {
      const std::string digits = std::to_string(uid);
      const std::string name = "wp-" + digits;
      wrong += ask(*outcome.map, {"u" + digits, uid}).code != WARIFU_PASS;
      wrong += ask(*outcome.map, {"u" + digits, uid + 1, "x"}).code != WARIFU_FAIL;
      wrong += ask(*outcome.map, {digits + "_db", uid, name.c_str()}).code != WARIFU_PASS;
      wrong += ask(*outcome.map, {"a", uid + 8, name.c_str()}).code != WARIFU_FAIL;
    }
  };
  std::vector<std::thread> threads;
  for (uint32_t i = 0; i < 4; ++i)
    threads.emplace_back(work, i * 1000);
  for (std::thread& each : threads)
    each.join();
  CHECK(wrong == 0);
}
