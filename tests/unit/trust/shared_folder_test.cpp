// SPDX-License-Identifier: MIT
// Folders that all may write to, such as /tmp.
#include <catch2/catch.hpp>

#include "tests/unit/trust/scratch.h"

using namespace warifu;
using Catch::Matchers::Contains;

TEST_CASE("a private folder in root's sticky folder is trusted, and what lies beside it not") {
  WARIFU_SKIP_UNLESS_ROOT();
  const Scratch scratch;
  scratch.folder("tmp", 01777);
  scratch.folder("tmp/private", 0755);
  scratch.file("tmp/private/f", "content");
  REQUIRE(opened(scratch / "tmp/private/f") == "content");
  REQUIRE_THAT(opened(scratch.file("tmp/f", "content")),
               Contains("lies directly in a folder that all may write to"));
}

TEST_CASE("in a sticky folder, a folder of a stranger or one that others write is refused") {
  WARIFU_SKIP_UNLESS_ROOT();
  const Scratch scratch;
  scratch.folder("tmp", 01777);
  scratch.folder("tmp/d", 0755);
  scratch.file("tmp/d/f", "content");
  Scratch::set(scratch / "tmp/d", 0755, kStranger);
  REQUIRE_THAT(opened(scratch / "tmp/d/f"), Contains("d is owned by uid 65533"));
  REQUIRE(opened(scratch / "tmp/d/f", Secrecy::kPublic, TrustPolicy{kStranger}) == "content");
  REQUIRE(::chown((scratch / "tmp/d").c_str(), 0, 0) == 0);
  Scratch::set(scratch / "tmp/d", 0775, 0);
  REQUIRE_THAT(opened(scratch / "tmp/d/f"), Contains("d is writable by group"));
  Scratch::set(scratch / "tmp/d", 01777, 0);
  REQUIRE_THAT(opened(scratch / "tmp/d/f"), Contains("d is writable by group and others"));
}

TEST_CASE("a stranger's sticky folder protects nothing") {
  WARIFU_SKIP_UNLESS_ROOT();
  const Scratch scratch;
  scratch.folder("tmp", 01777);
  scratch.folder("tmp/private");
  scratch.file("tmp/private/f", "content");
  Scratch::set(scratch / "tmp", 01777, kStranger);
  REQUIRE_THAT(opened(scratch / "tmp/private/f"), Contains("tmp is owned by uid 65533"));
  REQUIRE_THAT(opened(scratch / "tmp/private/f", Secrecy::kPublic, TrustPolicy{kStranger}),
               Contains("tmp is writable by group and others"));
}

TEST_CASE("a root-owned file that a stranger linked into a sticky folder is not believed") {
  WARIFU_SKIP_UNLESS_ROOT();
  const Scratch scratch;
  scratch.folder("tmp", 01777);
  scratch.file("f", "root wrote this for another purpose");
  std::filesystem::create_hard_link(scratch / "f", scratch / "tmp/stack.toml");
  REQUIRE_THAT(opened(scratch / "tmp/stack.toml"), Contains("lies directly in a folder"));
}
