// SPDX-License-Identifier: MIT
// Opening an entry's module: what it may report and read, and who closes it.
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/module/freed_memory.h"
#include "tests/unit/module/opened.h"

using module_test::first_line;
using module_test::FreedMemoryWatch;
using module_test::kStack;
using module_test::ModuleFolder;
using warifu::Diagnostics;

namespace {

struct Keeper {
  Keeper() { folder.install("keeper"); }
  std::unique_ptr<warifu::ModuleInstance> open(const std::string& options) {
    return open_instance(folder, "keeper", options, diagnostics);
  }
  ModuleFolder folder;
  Diagnostics diagnostics;
};

}  // namespace

TEST_CASE("an instance is closed when it goes") {
  Keeper keeper;
  auto instance = keeper.open("");
  REQUIRE(instance);
  const std::string before = keeper.folder.marks();
  instance.reset();
  CHECK(keeper.folder.marks() == before + "closed\n");
}

TEST_CASE("a process that inherited an instance by fork does not close it") {
  Keeper keeper;
  auto instance = keeper.open("");
  REQUIRE(instance);
  const std::string before = keeper.folder.marks();
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    instance.reset();
    _exit(0);
  }
  int status = -1;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(status == 0);
  CHECK(keeper.folder.marks() == before);
}

TEST_CASE("what a module reports is told at the option's place, and the entry does not open") {
  Keeper keeper;
  CHECK_FALSE(keeper.open("# a line\nbehave = \"report\""));
  CHECK(first_line(keeper.diagnostics) == kStack + ":2:10: this is wrong; mend it");
  CHECK(keeper.diagnostics.items().size() == 1);
  CHECK(keeper.folder.marks().find("closed") == std::string::npos);
}

TEST_CASE("a report about no option and without words still names the entry") {
  Keeper keeper;
  CHECK_FALSE(keeper.open("behave = \"report_twice\""));
  REQUIRE(keeper.diagnostics.items().size() == 2);
  CHECK(to_line(keeper.diagnostics.items()[1]) ==
        kStack + ":1:1: the module refuses this and does not say why");
}

TEST_CASE("a report about another file keeps that file's position") {
  Keeper keeper;
  CHECK_FALSE(keeper.open("behave = \"report_elsewhere\""));
  CHECK(first_line(keeper.diagnostics) == "/some/file:7:3: a word too many");
}

TEST_CASE("a module that reports a mistake and yet opens has not opened, and is closed") {
  Keeper keeper;
  CHECK_FALSE(keeper.open("behave = \"report_and_succeed\""));
  CHECK(keeper.diagnostics.has_errors());
  CHECK(keeper.folder.marks().find("closed\n") != std::string::npos);
}

TEST_CASE("a warning does not keep a module from opening") {
  Keeper keeper;
  CHECK(keeper.open("behave = \"warn\""));
  CHECK_FALSE(keeper.diagnostics.has_errors());
  CHECK(first_line(keeper.diagnostics) == kStack + ":1:10: warning: this is odd; change it");
}

TEST_CASE("an open that fails without a word is reported for it") {
  const ModuleFolder folder;
  folder.install("silent_failure");
  Diagnostics diagnostics;
  CHECK_FALSE(open_instance(folder, "silent_failure", "", diagnostics));
  CHECK(first_line(diagnostics) ==
        kStack +
            ":1:1: module \"silent_failure\" could not be opened and did not say why; look into "
            "the system's log, or ask the module's maker");
}

TEST_CASE("wrong options keep a module from being opened at all") {
  Keeper keeper;
  CHECK_FALSE(keeper.open("behave = 1"));
  CHECK(keeper.diagnostics.has_errors());
  CHECK(keeper.folder.marks().find("closed") == std::string::npos);
}

TEST_CASE("read_file gives a trusted file's bytes") {
  Keeper keeper;
  const std::string file = keeper.folder.path() + "/words";
  module_test::write_bytes(file, "some words");
  CHECK(keeper.open("file = \"" + file + "\""));
  CHECK(keeper.folder.marks().find("read some words\n") != std::string::npos);
}

TEST_CASE("read_file refuses what is not trusted, at the option's place") {
  Keeper keeper;
  const std::string file = keeper.folder.path() + "/words";
  module_test::write_bytes(file, "some words");
  const std::string option = "file = \"" + file + "\"\n";
  SECTION("writable by others") {
    REQUIRE(chmod(file.c_str(), 0666) == 0);
    CHECK_FALSE(keeper.open(option));
    CHECK_THAT(first_line(keeper.diagnostics),
               Catch::StartsWith(kStack + ":1:8: " + file + " is writable by group and others"));
  }
  SECTION("a secret that others may read") {
    CHECK_FALSE(keeper.open(option + "file_kind = 1"));
    CHECK_THAT(first_line(keeper.diagnostics), Catch::Contains("is a secret that others may read"));
  }
  SECTION("of a kind that this host does not know: as a secret") {
    CHECK_FALSE(keeper.open(option + "file_kind = 77"));
    CHECK_THAT(first_line(keeper.diagnostics), Catch::Contains("is a secret that others may read"));
  }
  SECTION("longer than the module takes") {
    module_test::write_bytes(file, std::string(65, 'x'));
    CHECK_FALSE(keeper.open(option));
    CHECK_THAT(first_line(keeper.diagnostics), Catch::Contains("at most 64"));
  }
  SECTION("absent") {
    REQUIRE(unlink(file.c_str()) == 0);
    CHECK_FALSE(keeper.open(option));
    CHECK_THAT(first_line(keeper.diagnostics), Catch::Contains(file));
  }
  CHECK(keeper.folder.marks().find("read") == std::string::npos);
  CHECK(keeper.diagnostics.items().size() == 1);
}

TEST_CASE("read_file_at gives a trusted file's bytes too") {
  Keeper keeper;
  const std::string file = keeper.folder.path() + "/words";
  module_test::write_bytes(file, "some words");
  CHECK(keeper.open("file = \"" + file + "\"\nat_place = true"));
  CHECK(keeper.folder.marks().find("read some words\n") != std::string::npos);
}

TEST_CASE("read_file_at refuses what is not trusted, where the file is named") {
  Keeper keeper;
  const std::string file = keeper.folder.path() + "/words";
  module_test::write_bytes(file, "some words");
  const std::string option = "file = \"" + file + "\"\nat_place = true\n";
  const auto told = [&](const std::string& fault) {
    CHECK_THAT(first_line(keeper.diagnostics),
               Catch::StartsWith("/some/keyring.toml:7:15: " + file) && Catch::Contains(fault));
  };
  SECTION("writable by others") {
    REQUIRE(chmod(file.c_str(), 0666) == 0);
    CHECK_FALSE(keeper.open(option));
    told(" is writable by group and others");
  }
  SECTION("a secret that others may read") {
    CHECK_FALSE(keeper.open(option + "file_kind = 1"));
    told(" is a secret that others may read");
  }
  SECTION("of a kind that this host does not know: as a secret") {
    CHECK_FALSE(keeper.open(option + "file_kind = 77"));
    told(" is a secret that others may read");
  }
  SECTION("longer than the module takes") {
    module_test::write_bytes(file, std::string(65, 'x'));
    CHECK_FALSE(keeper.open(option));
    told("at most 64");
  }
  SECTION("absent") {
    REQUIRE(unlink(file.c_str()) == 0);
    CHECK_FALSE(keeper.open(option));
    told(" does not exist");
  }
  CHECK(keeper.folder.marks().find("read") == std::string::npos);
  CHECK(keeper.diagnostics.items().size() == 1);
}

TEST_CASE("a secret option is wiped before its memory is given back") {
  const std::string secret = "correct horse battery staple";
  const warifu_option option = {
      "password", WARIFU_OPTION_STRING, WARIFU_OPTION_SECRET, nullptr, "", nullptr, 0, 0};
  const warifu_option plain = {"password", WARIFU_OPTION_STRING, 0, nullptr, "", nullptr, 0, 0};
  const auto found_after = [&](const warifu_option& declared) {
    warifu_module module = {};
    module.name = "animal";
    module.options = &declared;
    module.option_count = 1;
    module.option_size = sizeof declared;
    Diagnostics diagnostics;
    const warifu::Node node =
        warifu::parse_toml("password = \"" + secret + "\"", kStack, diagnostics);
    const FreedMemoryWatch watch(secret);
    { const auto values = check_options(module, node, {kStack, 1, 1}, diagnostics); }
    return watch.found();
  };
  CHECK(found_after(plain) > 0);  // the watch sees it where it is not wiped
  CHECK(found_after(option) == 0);
}

TEST_CASE("what read_file and read_file_at gave is wiped when open returns") {
  const std::string secret = "correct horse battery staple";
  const std::string place = GENERATE("", "\nat_place = true");
  Keeper keeper;
  const std::string file = keeper.folder.path() + "/words";
  module_test::write_bytes(file, secret);
  REQUIRE(chmod(file.c_str(), 0600) == 0);
  const FreedMemoryWatch watch(secret);
  CHECK(keeper.open("file = \"" + file + "\"\nfile_kind = 1" + place));
  CHECK(watch.found() == 0);
  CHECK(keeper.folder.marks().find(secret) != std::string::npos);
}

TEST_CASE("a module built for the first version of the ABI opens in this one") {
  const ModuleFolder folder;
  folder.install("first_minor");
  Diagnostics diagnostics;
  CHECK(open_instance(folder, "first_minor", "", diagnostics));
  CHECK_FALSE(diagnostics.has_errors());
}
