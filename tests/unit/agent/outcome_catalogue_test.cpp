// SPDX-License-Identifier: MIT
#include "kernel/agent/outcome_catalogue.h"

#include <catch2/catch.hpp>
#include <set>
#include <string_view>

#include "kernel/bpf/layout.h"

using namespace warifu::agent;

TEST_CASE("outcomes stand in the order of their counters", "[outcomes]") {
  CHECK(std::string_view(outcomes()[WARIFU_STAMPED].name) == "stamped");
  CHECK(std::string_view(outcomes()[WARIFU_KERNEL_THREAD].name) == "kernel-thread");
  CHECK(std::string_view(outcomes()[WARIFU_NO_ROOM].name) == "no-room");
  CHECK(std::string_view(outcomes()[WARIFU_LISTEN_FAILED].name) == "listen-failed");
}

TEST_CASE("each outcome has a name of its own, a meaning and a remedy", "[outcomes]") {
  std::set<std::string_view> names;
  for (const Outcome& outcome : outcomes()) {
    CAPTURE(outcome.name);
    CHECK(names.insert(outcome.name).second);
    CHECK(std::string_view(outcome.meaning).ends_with('.'));
    CHECK(std::string_view(outcome.remedy).ends_with('.'));
  }
}
