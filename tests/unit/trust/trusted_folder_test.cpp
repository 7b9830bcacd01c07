// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "tests/unit/trust/scratch.h"

using namespace warifu;
using Catch::Matchers::Contains;

TEST_CASE("the names in a folder, sorted") {
  const Scratch scratch;
  scratch.folder("d");
  REQUIRE(list_trusted_folder(scratch / "d", own_policy())->empty());
  scratch.file("d/b", "");
  scratch.file("d/.a", "");
  scratch.folder("d/c");
  REQUIRE(*list_trusted_folder(scratch / "d", own_policy()) ==
          std::vector<std::string>{".a", "b", "c"});
  REQUIRE(list_trusted_folder((scratch / "d") + "/", own_policy())->size() == 3);
}

TEST_CASE("a folder that is not to be trusted is not listed") {
  const Scratch scratch;
  const auto text = [](const std::string& path) {
    return list_trusted_folder(path, own_policy()).error().text;
  };
  REQUIRE_THAT(text(scratch.folder("w", 0777)), Contains("is writable by group and others"));
  REQUIRE_THAT(text(scratch.folder("s", 01777)), Contains("is writable by group and others"));
  REQUIRE_THAT(text(scratch.file("f", "")), Contains("is not a folder"));
  std::filesystem::create_directory_symlink(scratch.folder("d"), scratch / "l");
  REQUIRE_THAT(text(scratch / "l"), Contains("is a symbolic link"));
  REQUIRE(list_trusted_folder(scratch / "none", own_policy()).error().kind ==
          ErrorKind::kUnavailable);
}

TEST_CASE("a stranger's folder is not listed") {
  WARIFU_SKIP_UNLESS_ROOT();
  const Scratch scratch;
  scratch.folder("d", 0755, kStranger);
  REQUIRE_THAT(list_trusted_folder(scratch / "d", {}).error().text, Contains("is owned by uid"));
}
