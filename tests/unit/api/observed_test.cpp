// SPDX-License-Identifier: MIT
// A module is told at each call whether its answer only goes into the log. What it was told when
// it was opened does not hold: observing ends by itself, in a stack that is in use.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <ctime>
#include <string>

#include "tests/unit/api/sandbox.h"

namespace {

std::string after(int seconds) {
  const std::time_t then = std::time(nullptr) + seconds;
  char date[32];
  std::strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", std::gmtime(&then));
  return date;
}

std::string observe(int seconds) {
  return "mode = \"observe\"\nobserve_until = " + after(seconds) + "\n";
}

constexpr char kEntry[] = "[[verify]]\nmodule = \"tell_observed\"\ncontrol = \"required\"\n";

}  // namespace

TEST_CASE_METHOD(Sandbox, "a module is told whether its answer counts", "[verify]") {
  module_dir = TEST_MODULES;
  write_stack("enforcing", kEntry);
  write_stack("observing", observe(86'400) + kEntry);
  const UnixConnection connection(path);
  const auto enforcing = open("enforcing");
  const auto observing = open("observing");
  verify(enforcing.get(), request_for(connection.fd()));
  CHECK(info.would == WARIFU_REFUSED);
  verify(observing.get(), request_for(connection.fd()));
  CHECK(info.would == WARIFU_PASSED);

  auto boastful = request_for(connection.fd());
  boastful.flags = WARIFU_OBSERVED;  // the host's to set, not a server's
  verify(enforcing.get(), boastful);
  CHECK(info.would == WARIFU_REFUSED);
}

TEST_CASE_METHOD(Sandbox, "a module is told when observing has ended", "[verify]") {
  module_dir = TEST_MODULES;
  write_stack("demo", observe(2) + kEntry);
  const UnixConnection connection(path);
  const auto engine = open("demo");
  REQUIRE(engine);
  do {
    usleep(50'000);
    verify(engine.get(), request_for(connection.fd()));
  } while (info.verdict == WARIFU_PASSED);
  CHECK(info.would == WARIFU_REFUSED);
}
