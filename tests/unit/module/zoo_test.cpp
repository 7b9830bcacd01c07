// SPDX-License-Identifier: MIT
// Each animal of the zoo is refused, for its own reason and with its remedy.
#include <catch2/catch.hpp>

#include "core/module/digest.h"
#include "tests/unit/module/module_folder.h"

using module_test::ModuleFolder;
using warifu::ErrorKind;
using warifu::ModuleTable;

namespace {

struct Case {
  const char* animal;
  const char* says;
};

// Whatever was refused: the message after the path.
std::string refusal(const ModuleFolder& folder, const std::string& name,
                    const std::string& pin = "") {
  ModuleTable table(folder.folder());
  const auto loaded = table.load(name, pin);
  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().kind == ErrorKind::kConfiguration);
  const std::string prefix = folder.path_of(name) + " ";
  CHECK(loaded.error().text.substr(0, prefix.size()) == prefix);
  return loaded.error().text.substr(prefix.size());
}

}  // namespace

TEST_CASE("a good module loads and shows its descriptor") {
  const ModuleFolder folder;
  const std::string path = folder.install("good");
  ModuleTable table(folder.folder());
  const auto loaded = table.load("good", "");
  REQUIRE(loaded);
  CHECK((*loaded)->descriptor().name == std::string("good"));
  CHECK((*loaded)->path() == path);
  CHECK(folder.marks() == "good\n");

  SECTION("the same file is loaded once") {
    const auto again = table.load("good", "");
    REQUIRE(again);
    CHECK(again->get() == loaded->get());
    CHECK(folder.marks() == "good\n");
  }
  SECTION("another table in the process gets the same descriptor") {
    ModuleTable other(folder.folder());
    const auto again = other.load("good", "");
    REQUIRE(again);
    CHECK(&(*again)->descriptor() == &(*loaded)->descriptor());
  }
}

TEST_CASE("a module built for the first version of the ABI still loads") {
  const ModuleFolder folder;
  folder.install("first_minor");
  ModuleTable table(folder.folder());
  const auto loaded = table.load("first_minor", "");
  REQUIRE(loaded);
  CHECK((*loaded)->descriptor().abi_minor == 0);
}

TEST_CASE("what a file says of itself is judged before anything of it runs") {
  const auto animal = GENERATE(
      Case{"no_note",
           "has no warifu note, so it is no verifier module; a module is built with "
           "WARIFU_MODULE_NOTE"},
      Case{"two_notes",
           "has more than one warifu note; use WARIFU_MODULE_NOTE in one source file only"},
      Case{"wrong_magic", "has a warifu note with the wrong magic number; use WARIFU_MODULE_NOTE"},
      Case{"newer_minor",
           "is built for module ABI 1.3, newer than this host's 1.2; upgrade warifu, or build the "
           "module with this version's warifu/module.h"},
      Case{"other_major",
           "is built for module ABI 2.0, this host has 1.2; build it again with this version's "
           "warifu/module.h"},
      Case{"unknown_flags",
           "has flags in its warifu note that its ABI does not know; build it again with this "
           "version's warifu/module.h"},
      Case{"rpath", "has an RPATH \"/opt/hidden\"; link it without -rpath"},
      Case{"runpath", "has a RUNPATH \"/opt/hidden\"; link it without -rpath"},
      Case{"executable_stack", "asks for an executable stack; link it with -Wl,-z,noexecstack"});
  const ModuleFolder folder;
  folder.install(animal.animal);
  CHECK(refusal(folder, animal.animal) == animal.says);
  CHECK(folder.marks().empty());
}

TEST_CASE("a descriptor must agree with the note and the file's name, and be well formed") {
  const auto animal = GENERATE(
      Case{"flags_disagree",
           "has a descriptor and a warifu note with different flags; give both the same constant"},
      Case{"missing_symbol", "does not export warifu_module; define it with WARIFU_MODULE_DEFINE"},
      Case{"small_descriptor",
           "exports a descriptor of 16 bytes, 104 are the least; define it with "
           "WARIFU_MODULE_DEFINE"},
      Case{"size_lies",
           "has a descriptor that calls itself 4096 bytes long; set .size = sizeof(struct "
           "warifu_module)"},
      Case{"descriptor_magic",
           "has a descriptor with the wrong magic number; set .magic = WARIFU_MODULE_MAGIC"},
      Case{"wrong_name", "is the module \"good\"; install it as warifu_good.so"},
      Case{"no_verify", "lacks a function in its descriptor; set .open and .verify"},
      Case{"bad_default",
           "declares option \"count\" with the default \"ten\", which does not fit (option "
           "\"count\" must be an integer, not a string); write it as in TOML, a string in quotes"},
      Case{"two_line_default",
           "declares option \"count\" with the default 1\nother = 2, which does not fit (it is "
           "not one TOML value); write it as in TOML, a string in quotes"},
      Case{"duplicate_options", "declares option \"count\" twice; leave one of them out"},
      Case{"option_in_option",
           "declares option \"tls.cert\" inside another option; rename one of them"},
      Case{"bad_option_name",
           "declares option number 0 without a proper name; use [a-z0-9_]+, parted by dots"},
      Case{"secret_number",
           "declares option \"pin\" as a secret that is no text; make it a string"},
      Case{"duplicate_reasons", "declares reason \"late\" twice; leave one of them out"});
  const ModuleFolder folder;
  folder.install(animal.animal);
  CHECK(refusal(folder, animal.animal) == animal.says);
}

TEST_CASE("a module whose symbols are not all there is refused when it is loaded, not later") {
  const ModuleFolder folder;
  folder.install("undefined_symbol");
  CHECK(refusal(folder, "undefined_symbol") ==
        "cannot be loaded: undefined symbol: zoo_nowhere; install the libraries it needs, and "
        "mount /proc");
  CHECK(folder.marks().empty());
}

TEST_CASE("a file that is no module at all is refused by what it is") {
  const ModuleFolder folder;
  const std::string good = module_test::read_bytes(folder.install("good"));
  SECTION("a script") {
    folder.write("good", "#!/bin/sh\necho I am a module\n");
    CHECK(refusal(folder, "good") ==
          "is not an ELF file; install the module's shared object under this name");
  }
  SECTION("an empty file") {
    folder.write("good", "");
    CHECK(refusal(folder, "good") ==
          "is not an ELF file; install the module's shared object under this name");
  }
  SECTION("cut short") {
    folder.write("good", good.substr(0, good.size() / 2));
    CHECK(refusal(folder, "good") == "is cut short at " + std::to_string(good.size() / 2) +
                                         " bytes or its headers are damaged; install it again");
  }
  SECTION("32-bit") {
    std::string bytes = good;
    bytes[4] = 1;  // EI_CLASS: ELFCLASS32
    folder.write("good", bytes);
    CHECK(refusal(folder, "good") ==
          "is a 32-bit object in a 64-bit process; build it for this machine");
  }
  CHECK(folder.marks().empty());
}

TEST_CASE("a pinned module is only loaded if its content is what was pinned") {
  const ModuleFolder folder;
  const std::string content = module_test::read_bytes(folder.install("good"));
  const std::string pin = warifu::to_hex(*warifu::sha256(content));
  const std::string wrong(64, '0');
  const std::string says = "has the SHA-256 " + pin + ", not " + wrong +
                           "; install the file that was pinned, or correct the entry's sha256";
  SECTION("another content") {
    CHECK(refusal(folder, "good", wrong) == says);
    CHECK(folder.marks().empty());
  }
  SECTION("this content") {
    ModuleTable table(folder.folder());
    REQUIRE(table.load("good", pin));
    const auto again = table.load("good", wrong);
    REQUIRE_FALSE(again);
    CHECK(again.error().text == folder.path_of("good") + " " + says);
  }
}
