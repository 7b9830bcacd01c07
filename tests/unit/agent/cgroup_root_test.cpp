// SPDX-License-Identifier: MIT
#include "kernel/agent/cgroup_root.h"

#include <catch2/catch.hpp>
#include <sstream>

using namespace warifu::agent;

namespace {

std::optional<Cgroup2Mount> find(const std::string& text) {
  std::istringstream stream(text);
  return find_cgroup2_mount(stream);
}

}  // namespace

TEST_CASE("cgroup2 is found beside version 1", "[cgroup]") {
  const auto mount = find(
      "31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755\n"
      "32 31 0:29 / /sys/fs/cgroup/cpu rw shared:9 - cgroup cgroup rw,cpu\n"
      "38 31 0:35 / /sys/fs/cgroup/unified rw,relatime shared:1 master:2 - cgroup2 cgroup2 rw\n");
  REQUIRE(mount);
  CHECK(mount->path == "/sys/fs/cgroup/unified");
  CHECK(mount->whole);
}

TEST_CASE("the whole hierarchy is preferred to a part", "[cgroup]") {
  const auto mount = find(
      "38 31 0:35 /part /mnt rw - cgroup2 none rw\n"
      "39 31 0:35 / /sys/fs/cgroup rw - cgroup2 none rw\n");
  REQUIRE(mount);
  CHECK(mount->path == "/sys/fs/cgroup");
  const auto part = find("38 31 0:35 /../.. /mnt rw - cgroup2 none rw\n");
  REQUIRE(part);
  CHECK_FALSE(part->whole);
}

TEST_CASE("a mount point's odd characters are read", "[cgroup]") {
  CHECK(find("38 31 0:35 / /a\\040b\\134 rw - cgroup2 none rw\n")->path == "/a b\\");
}

TEST_CASE("no cgroup2 is no mount", "[cgroup]") {
  CHECK_FALSE(find(""));
  CHECK_FALSE(find("\n- cgroup2\n1 2 3\n1 2 3 4 5 6 -\n1 2 3 4 5 6 7 -\n"));
  CHECK_FALSE(find("38 31 0:35 / /cgroup2 rw - tmpfs cgroup2 rw\n"));
}
