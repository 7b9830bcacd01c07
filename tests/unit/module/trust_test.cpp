// SPDX-License-Identifier: MIT
// Which module files are believed, and what is said of those that are not there.
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "tests/unit/module/module_folder.h"

using module_test::ModuleFolder;
using warifu::ErrorKind;
using warifu::ModuleTable;

namespace {

std::string refusal(const ModuleFolder& folder, const std::string& name) {
  ModuleTable table(folder.folder());
  const auto loaded = table.load(name, "");
  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().kind == ErrorKind::kConfiguration);
  CHECK(folder.marks().empty());
  return loaded.error().text;
}

}  // namespace

TEST_CASE("a module that others may write is not loaded, and the error names it and the remedy") {
  const ModuleFolder folder;
  const std::string path = folder.install("good");
  REQUIRE(chmod(path.c_str(), 0666) == 0);
  const std::string text = refusal(folder, "good");
  CHECK_THAT(text, Catch::Contains(path + " is writable by group and others"));
  CHECK_THAT(text, Catch::Contains("chmod go-w " + path));
}

TEST_CASE("a module behind a symbolic link is not loaded") {
  const ModuleFolder folder;
  const std::string path = folder.install("good");
  REQUIRE(symlink(path.c_str(), folder.path_of("link").c_str()) == 0);
  CHECK_THAT(refusal(folder, "link"),
             Catch::Contains(folder.path_of("link") + " is a symbolic link"));
}

TEST_CASE("a folder that others may write makes every module in it untrusted") {
  const ModuleFolder folder;
  folder.install("good");
  REQUIRE(chmod(folder.path().c_str(), 0777) == 0);
  CHECK_THAT(refusal(folder, "good"), Catch::Contains(folder.path() + " is writable"));
}

TEST_CASE("a module of another user is not loaded") {
  if (getuid() != 0) {
    WARN("skipped: only root can give a file to another user");
    return;
  }
  const ModuleFolder folder;
  const std::string path = folder.install("good");
  REQUIRE(chown(path.c_str(), 1234, 1234) == 0);
  CHECK_THAT(refusal(folder, "good"), Catch::Contains(path + " is owned by uid 1234"));
}

TEST_CASE("a module's name cannot lead out of the folder") {
  const ModuleFolder folder;
  const auto name = GENERATE(as<std::string>(), "../good", "a/b", "", "Good", "good.so",
                             std::string("good\0", 5), std::string(65, 'a'));
  CHECK_THAT(refusal(folder, name),
             Catch::EndsWith("cannot be a module's name; use at most 64 of a-z, 0-9 and _"));
}

TEST_CASE("an absent module is told apart from a refused one, with a suggestion") {
  const ModuleFolder folder;
  folder.install("good");
  ModuleTable table(folder.folder());
  const auto loaded = table.load("goood", "");
  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().kind == ErrorKind::kUnavailable);
  CHECK(loaded.error().text ==
        "there is no module \"goood\" in " + folder.path() + "; did you mean \"good\"?");
}

TEST_CASE("an empty or absent folder has no modules") {
  const ModuleFolder folder;
  ModuleTable empty(folder.folder());
  CHECK(empty.load("good", "").error().text == "there is no module \"good\" in " + folder.path() +
                                                   "; install one there, or name another folder");
  ModuleTable absent({folder.path() + "/nowhere", module_test::own_policy()});
  const auto loaded = absent.load("good", "");
  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().kind == ErrorKind::kUnavailable);
  CHECK_THAT(loaded.error().text, Catch::Contains(folder.path() + "/nowhere"));
}

TEST_CASE("list names what is in the folder, sorted, whether it loads or not") {
  const ModuleFolder folder;
  folder.install("other");
  folder.install("good");
  folder.write("broken", "not a module");
  module_test::write_bytes(folder.path() + "/readme.txt", "");
  module_test::write_bytes(folder.path() + "/warifu_.so", "");
  module_test::write_bytes(folder.path() + "/warifu_Big.so", "");
  const ModuleTable table(folder.folder());
  CHECK(table.list().value() == std::vector<std::string>{"broken", "good", "other"});
  CHECK(folder.marks().empty());
}
