// SPDX-License-Identifier: MIT
// Which programs a shim can be preloaded into, by files made wrong on purpose.
#include "core/module/elf_program.h"

#include <catch2/catch.hpp>
#include <cstring>

#include "tests/unit/module/elf_builder.h"

using module_test::ElfBuilder;

namespace {

constexpr const char* kLoader = "/lib64/ld-linux-x86-64.so.2";

// A PT_INTERP that points at the first text of the file that is `text`.
std::string with_loader(ElfBuilder elf, const std::string& text = kLoader) {
  elf.strings += text + '\0';
  ElfW(Phdr) interpreter = {};
  interpreter.p_type = PT_INTERP;
  interpreter.p_filesz = interpreter.p_memsz = text.size() + 1;
  elf.more = {interpreter};
  const std::string measured = elf.build();
  elf.more[0].p_offset = measured.size() - text.size() - 1;
  return elf.build();
}

ElfBuilder good() {
  ElfBuilder elf;
  elf.add_text(DT_NEEDED, "libc.so.6");
  return elf;
}

void add_note_of_go(ElfBuilder& elf) {
  const uint32_t words[] = {4, 4, 4};  // sizes of owner and text, and the type
  elf.notes.append(reinterpret_cast<const char*>(words), sizeof words);
  elf.notes.append("Go\0\0idid", 8);
}

std::string refusal(const std::string& bytes) {
  const auto judged = warifu::judge_program(bytes);
  REQUIRE_FALSE(judged);
  CHECK(judged.error().text.find("; ") != std::string::npos);  // there is a remedy
  return judged.error().text;
}

}  // namespace

TEST_CASE("a dynamically linked program is taken, and its loader told") {
  ElfBuilder elf = good();
  CHECK(warifu::judge_program(with_loader(elf)).value() == kLoader);
  elf.header.e_type = ET_EXEC;
  CHECK(warifu::judge_program(with_loader(elf)).value() == kLoader);
  CHECK(warifu::loader_of(with_loader(elf)).value() == kLoader);
}

TEST_CASE("a static program is refused, position-independent or not") {
  ElfBuilder elf;
  SECTION("as a file without a loader") {}
  SECTION("at a fixed address") {
    elf.header.e_type = ET_EXEC;
    elf.has_dynamic = false;
  }
  CHECK_THAT(refusal(elf.build()), Catch::StartsWith("is statically linked"));
  CHECK(warifu::loader_of(elf.build()).value().empty());
}

TEST_CASE("a program that calls no C library is refused") {
  CHECK_THAT(refusal(with_loader(ElfBuilder())), Catch::StartsWith("links no library"));
}

TEST_CASE("a program of Go is refused, also where it links the C library") {
  ElfBuilder elf = good();
  add_note_of_go(elf);
  CHECK_THAT(refusal(with_loader(elf)), Catch::StartsWith("is a Go program"));
}

TEST_CASE("a loader that is not named within the file is no loader") {
  SECTION("empty") {
    CHECK_THAT(refusal(with_loader(good(), "")), Catch::StartsWith("names no loader"));
  }
  SECTION("without its end") {
    std::string bytes = with_loader(good());
    bytes.back() = 'x';
    CHECK_THAT(refusal(bytes), Catch::StartsWith("names no loader"));
  }
  SECTION("outside") {
    ElfBuilder elf = good();
    ElfW(Phdr) interpreter = {};
    interpreter.p_type = PT_INTERP;
    interpreter.p_offset = UINT64_MAX - 3;
    interpreter.p_filesz = 8;
    elf.more = {interpreter};
    (void)refusal(elf.build());
  }
}

TEST_CASE("another machine, an object file, and what is no ELF are refused") {
  ElfBuilder elf = good();
  SECTION("machine") {
    elf.header.e_machine = EM_S390;
    CHECK_THAT(refusal(with_loader(elf)), Catch::StartsWith("is for ELF machine 22"));
  }
  SECTION("an object file") {
    elf.header.e_type = ET_REL;
    CHECK_THAT(refusal(with_loader(elf)), Catch::StartsWith("is no program"));
  }
  SECTION("text") {
    (void)refusal("#!/bin/sh\n");
  }
}

TEST_CASE("a program's file cut anywhere, or with any byte changed, is judged without harm") {
  ElfBuilder elf = good();
  add_note_of_go(elf);
  const std::string whole = with_loader(elf);
  for (size_t length = 0; length < whole.size(); ++length) {
    // A copy of its own length, so that AddressSanitizer sees a read behind it.
    const std::string cut(whole, 0, length);
    CHECK_FALSE(warifu::judge_program(cut));
  }
  for (size_t at = 0; at < whole.size(); ++at) {
    for (const char value : {'\x00', '\x7f', '\xff'}) {
      std::string changed = whole;
      changed[at] = value;
      (void)warifu::judge_program(changed);
    }
  }
}
