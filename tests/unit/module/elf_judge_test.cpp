// SPDX-License-Identifier: MIT
// What the judge says of files made wrong on purpose, beyond what a linker would make.
#include "core/module/elf_judge.h"

#include <catch2/catch.hpp>

#include "tests/unit/module/elf_builder.h"
#include "warifu/module.h"

using module_test::ElfBuilder;

namespace {

ElfBuilder good() {
  ElfBuilder elf;
  elf.add_note({WARIFU_MODULE_MAGIC, 1, 0, WARIFU_MODULE_THREAD_SAFE});
  elf.add_text(DT_NEEDED, "libc.so.6");
  return elf;
}

std::string refusal(const std::string& bytes) {
  const auto judged = warifu::judge_module(bytes);
  REQUIRE_FALSE(judged);
  CHECK(judged.error().kind == warifu::ErrorKind::kConfiguration);
  CHECK(judged.error().text.find("; ") != std::string::npos);  // there is a remedy
  return judged.error().text;
}

std::string refusal(const ElfBuilder& elf) {
  return refusal(elf.build());
}

}  // namespace

TEST_CASE("the note of a good file is read") {
  const auto note = warifu::judge_module(good().build());
  REQUIRE(note);
  CHECK(note->abi_major == 1);
  CHECK(note->abi_minor == 0);
  CHECK(note->flags == WARIFU_MODULE_THREAD_SAFE);
}

TEST_CASE("a file cut anywhere is refused, not read beyond") {
  const std::string whole = good().build();
  for (size_t length = 0; length < whole.size(); ++length) {
    // A copy of its own length, so that AddressSanitizer sees a read behind it.
    const std::string cut(whole, 0, length);
    CHECK_FALSE(warifu::judge_module(cut));
  }
}

TEST_CASE("no single changed byte makes the judge crash") {
  const std::string whole = good().build();
  size_t refused = 0;
  for (size_t at = 0; at < whole.size(); ++at) {
    for (const char value : {'\x00', '\x7f', '\xff'}) {
      std::string changed = whole;
      changed[at] = value;
      if (!warifu::judge_module(changed)) ++refused;
    }
  }
  CHECK(refused > 0);
}

TEST_CASE("another machine, class or kind of file is told") {
  ElfBuilder elf = good();
  SECTION("machine") {
    elf.header.e_machine = EM_S390;
    CHECK_THAT(refusal(elf), Catch::StartsWith("is for ELF machine 22, this process is "));
  }
  SECTION("byte order") {
    elf.header.e_ident[EI_DATA] ^= ELFDATA2LSB ^ ELFDATA2MSB;
    CHECK_THAT(refusal(elf), Catch::StartsWith("has another byte order"));
  }
  SECTION("an object file") {
    elf.header.e_type = ET_REL;
    CHECK(refusal(elf) == "is no shared object; link it with -shared");
  }
  SECTION("a program") {
    elf.header.e_type = ET_EXEC;
    CHECK(refusal(elf) == "is no shared object; link it with -shared");
  }
}

TEST_CASE("what would make the loader fetch code elsewhere is refused") {
  ElfBuilder elf = good();
  SECTION("RPATH") {
    elf.add_text(DT_RPATH, "/opt/x");
    CHECK(refusal(elf) == "has an RPATH \"/opt/x\"; link it without -rpath");
  }
  SECTION("RUNPATH") {
    elf.add_text(DT_RUNPATH, "$ORIGIN");
    CHECK(refusal(elf) == "has a RUNPATH \"$ORIGIN\"; link it without -rpath");
  }
  SECTION("a RUNPATH whose string cannot be read") {
    elf.dynamic.push_back({DT_RUNPATH, {1u << 30}});
    CHECK(refusal(elf) == "has a RUNPATH (unreadable); link it without -rpath");
  }
  SECTION("a library named by path") {
    elf.add_text(DT_NEEDED, "./libevil.so");
    CHECK(refusal(elf) ==
          "needs the library \"./libevil.so\", which is a path; link it so that the library is "
          "found by name");
  }
  SECTION("a library named by a token") {
    elf.add_text(DT_NEEDED, "$ORIGIN");
    CHECK_THAT(refusal(elf), Catch::StartsWith("needs the library \"$ORIGIN\""));
  }
  SECTION("a library without a name") {
    elf.dynamic.push_back({DT_NEEDED, {1u << 30}});
    CHECK_THAT(refusal(elf), Catch::StartsWith("has a damaged dynamic section"));
  }
  SECTION("a filter") {
    elf.add_text(DT_AUXILIARY, "libevil.so");
    CHECK_THAT(refusal(elf), Catch::StartsWith("is a filter for the library \"libevil.so\""));
  }
  SECTION("an auditor") {
    elf.add_text(DT_AUDIT, "libevil.so");
    CHECK_THAT(refusal(elf), Catch::StartsWith("names an auditor \"libevil.so\""));
  }
}

TEST_CASE("a dynamic section that the loader would read otherwise than the judge is refused") {
  ElfBuilder elf = good();
  SECTION("it goes on behind the size it gives itself") {
    elf.ends_dynamic = false;
    CHECK(refusal(elf) == "has a damaged dynamic section (it has no end); build it again");
  }
  SECTION("it is loaded from somewhere else than its offset says") {
    elf.dynamic_shift = 16;
    CHECK(refusal(elf) ==
          "has a damaged dynamic section (it is not where it is loaded); build it again");
  }
  SECTION("there are two") {
    ElfW(Phdr) second = {};
    second.p_type = PT_DYNAMIC;
    elf.more.push_back(second);
    CHECK(refusal(elf) == "has a damaged dynamic section (there are two); build it again");
  }
  SECTION("there is none") {
    elf.has_dynamic = false;
    CHECK(refusal(elf) == "has no dynamic section; link it with -shared");
  }
}

TEST_CASE("memory both writable and executable is refused") {
  ElfBuilder elf = good();
  SECTION("the stack") {
    elf.stack_flags |= PF_X;
    CHECK_THAT(refusal(elf), Catch::StartsWith("asks for an executable stack"));
  }
  SECTION("a segment") {
    elf.load_flags |= PF_W;
    CHECK_THAT(refusal(elf), Catch::StartsWith("has a segment both writable and executable"));
  }
}

TEST_CASE("a note must be one of ours, whole and alone") {
  ElfBuilder elf;
  SECTION("none") {
    CHECK_THAT(refusal(elf), Catch::StartsWith("has no warifu note"));
  }
  SECTION("another owner's") {
    elf.add_note({WARIFU_MODULE_MAGIC, 1, 0, 0});
    elf.notes[12] = 'W';
    CHECK_THAT(refusal(elf), Catch::StartsWith("has no warifu note"));
  }
  SECTION("too short") {
    elf.add_note({WARIFU_MODULE_MAGIC, 1, 0});
    CHECK_THAT(refusal(elf), Catch::StartsWith("has a warifu note of 12 bytes where 16 are due"));
  }
  SECTION("two, in two segments") {
    elf.add_note({WARIFU_MODULE_MAGIC, 1, 0, 0});
    elf.add_note({WARIFU_MODULE_MAGIC, 1, 0, 0});
    CHECK_THAT(refusal(elf), Catch::StartsWith("has more than one warifu note"));
  }
  SECTION("behind the end of the file") {
    elf.add_note({WARIFU_MODULE_MAGIC, 1, 0, 0});
    elf.note_size_lie = 1 << 20;
    CHECK_THAT(refusal(elf), Catch::StartsWith("is cut short at"));
  }
}

TEST_CASE("a file of very many program headers is refused") {
  ElfBuilder elf = good();
  elf.more.resize(100);
  CHECK(refusal(elf) ==
        "has 104 program headers, more than 64; link it with an ordinary linker script");
}
