// SPDX-License-Identifier: MIT
#include "kernel/agent/mount_table.h"

#include <catch2/catch.hpp>
#include <sstream>

using namespace warifu::agent;

TEST_CASE("a mount has a root, a point, a type and a source", "[mounts]") {
  std::istringstream text(
      "36 35 98:0 /sub\\040folder /mnt\\134 rw,noatime master:1 shared:2 - bpf warifu rw\n"
      "37 35 98:0 / /mnt2 rw - bpf bpf rw,mode=755\n");
  const auto mounts = read_mounts(text);
  REQUIRE(mounts.size() == 2);
  CHECK(mounts[0].root == "/sub folder");
  CHECK(mounts[0].point == "/mnt\\");
  CHECK(mounts[0].type == "bpf");
  CHECK(mounts[0].source == "warifu");
  CHECK(mounts[1].source == "bpf");
}

TEST_CASE("what is no line of mountinfo is left out", "[mounts]") {
  for (const char* line : {"", "-", "1 2 3 4 5 6 -", "1 2 3 4 5 6 - bpf", "a b c d e f g h"}) {
    std::istringstream text(line);
    CHECK(read_mounts(text).empty());
  }
}
