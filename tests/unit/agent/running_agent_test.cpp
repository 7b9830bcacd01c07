// SPDX-License-Identifier: MIT
#include "kernel/agent/running_agent.h"

#include <catch2/catch.hpp>
#include <sstream>

using namespace warifu::agent;

namespace {

pid_t find(const std::string& text) {
  std::istringstream stream(text);
  return find_flock_holder(stream, "00:2f:77");
}

}  // namespace

TEST_CASE("the holder of a lock is read from the kernel's list", "[lock]") {
  CHECK(find("1: POSIX  ADVISORY  WRITE 11 00:2f:77 0 EOF\n"
             "2: FLOCK  ADVISORY  READ 12 00:2f:77 0 EOF\n"
             "3: FLOCK  ADVISORY  WRITE 13 00:2f:770 0 EOF\n"
             "4: FLOCK  ADVISORY  WRITE 14 00:2f:77 0 EOF\n") == 14);
}

TEST_CASE("who only waits for a lock does not hold it", "[lock]") {
  CHECK(find("1: -> FLOCK  ADVISORY  WRITE 15 00:2f:77 0 EOF\n") == 0);
  CHECK(find("1: FLOCK  ADVISORY  WRITE 0 00:2f:77 0 EOF\n") == 0);
  CHECK(find("") == 0);
}
