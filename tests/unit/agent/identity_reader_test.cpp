// SPDX-License-Identifier: MIT
#include "kernel/agent/identity_reader.h"

#include <catch2/catch.hpp>

using namespace warifu::agent;
using Components = std::vector<std::string>;

TEST_CASE("a cgroup path is its components", "[identity]") {
  CHECK(split_cgroup_path("machine.slice/tenant-a") == Components{"machine.slice", "tenant-a"});
  CHECK(split_cgroup_path("/machine.slice") == Components{"machine.slice"});
  CHECK(split_cgroup_path("a\\x2db/ c ") == Components{"a\\x2db", " c "});
  CHECK(split_cgroup_path("...") == Components{"..."});
  CHECK(split_cgroup_path(std::string(255, 'a')).value().front().size() == 255);
}

TEST_CASE("paths that would not be what they seem are refused", "[identity]") {
  for (const char* path : {"", "/", "//", "a//b", "a/", "//a", ".", "..", "a/../b", "a/.", "./a"}) {
    CAPTURE(path);
    CHECK_FALSE(split_cgroup_path(path));
  }
  CHECK_FALSE(split_cgroup_path(std::string_view("a\0b", 3)));
  CHECK_FALSE(split_cgroup_path(std::string(256, 'a')));
}

TEST_CASE("a path is at most sixteen components deep", "[identity]") {
  std::string path = "a";
  for (int i = 0; i < 15; ++i)
    path += "/a";
  CHECK(split_cgroup_path(path).value().size() == 16);
  CHECK_FALSE(split_cgroup_path(path + "/a"));
}
