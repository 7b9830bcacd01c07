// SPDX-License-Identifier: MIT
// What a stack that is right comes to.
#include <catch2/catch.hpp>

#include "tests/unit/config/stack_text.h"

using namespace warifu;

TEST_CASE("the smallest stack, and what it leaves to defaults") {
  const auto [stack, lines] = read_text("[[verify]]\nmodule = 'uid_allowlist'\n");
  REQUIRE(joined(lines).empty());
  REQUIRE(stack->path == "s.toml");
  REQUIRE_FALSE(stack->mode.observe_until);
  REQUIRE(stack->deadline == std::chrono::seconds(2));
  REQUIRE(stack->owner.sources == std::vector<int>{WARIFU_SOURCE_RECORD, WARIFU_SOURCE_SAVED_SYN,
                                                   WARIFU_SOURCE_UNIX_SOCKET});
  REQUIRE_FALSE(stack->owner.accept_tcpriv);
  REQUIRE(stack->owner.kind == 254);
  REQUIRE(stack->owner.exid == 0x5746);
  REQUIRE(stack->log.sink == LogSink::kAuto);
  REQUIRE(stack->log.refusals_per_second == 50);
  REQUIRE(stack->cache.bytes == 64 << 20);
  REQUIRE(stack->entries.size() == 1);
  const StackEntry& entry = stack->entries[0];
  REQUIRE(entry.kind == StackEntry::Kind::kModule);
  REQUIRE(entry.target == "uid_allowlist");
  REQUIRE(entry.name == "uid_allowlist");
  REQUIRE(entry.control == required_control());
  REQUIRE_FALSE(entry.mode.observe_until);
  REQUIRE_FALSE(entry.ignore_if_missing);
  REQUIRE(entry.sha256.empty());
  REQUIRE(entry.options.as<Table>()->empty());
  REQUIRE(entry.place.line == 1);
  REQUIRE(entry.target_place.line == 2);
  REQUIRE(entry.target_place.column == 10);
}

TEST_CASE("every key of a stack") {
  const auto [stack, lines] = read_text(
      "mode = 'enforce'\n"
      "deadline = '250ms'\n"
      "[owner]\n"
      "sources = ['same-host', 'unix-socket']\n"
      "accept_tcpriv = true\n"
      "kind = 253\n"
      "exid = 0xFFFF\n"
      "[log]\n"
      "sink = 'file'\n"
      "file = '/var/log/warifu/x.jsonl'\n"
      "refusals_per_second = 5\n"
      "[cache]\n"
      "size = 5_000_000\n"
      "[[verify]]\n"
      "module = 'hmac_owner'\n"
      "name = 'Signed-1.0'\n"
      "control = 'requisite'\n"
      "if_missing = 'ignore'\n"
      "sha256 = '00112233445566778899AABBCCDDEEFF00112233445566778899aabbccddeeff'\n"
      "[verify.options]\n"
      "keyring = '/k'\n"
      "[[verify]]\n"
      "include = 'common-1'\n"
      "[[verify]]\n"
      "substack = '0_x'\n");
  REQUIRE(joined(lines).empty());
  REQUIRE(stack->deadline == std::chrono::milliseconds(250));
  REQUIRE(stack->owner.sources ==
          std::vector<int>{WARIFU_SOURCE_SAME_HOST, WARIFU_SOURCE_UNIX_SOCKET});
  REQUIRE(stack->owner.accept_tcpriv);
  REQUIRE(stack->owner_place.line == 5);
  REQUIRE(stack->owner.kind == 253);
  REQUIRE(stack->owner.exid == 0xFFFF);
  REQUIRE(stack->log.sink == LogSink::kFile);
  REQUIRE(stack->log.file == "/var/log/warifu/x.jsonl");
  REQUIRE(stack->log.refusals_per_second == 5);
  REQUIRE(stack->cache.bytes == 5'000'000);
  REQUIRE(stack->cache.place.line == 13);
  REQUIRE(stack->entries.size() == 3);
  const StackEntry& signed_entry = stack->entries[0];
  REQUIRE(signed_entry.name == "Signed-1.0");
  REQUIRE(signed_entry.control == requisite_control());
  REQUIRE(signed_entry.control_place.line == 17);
  REQUIRE(signed_entry.ignore_if_missing);
  REQUIRE(signed_entry.sha256 ==
          "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff");
  REQUIRE(signed_entry.options.as<Table>()->front().key == "keyring");
  REQUIRE(stack->entries[1].kind == StackEntry::Kind::kInclude);
  REQUIRE(stack->entries[1].target == "common-1");
  REQUIRE(stack->entries[2].kind == StackEntry::Kind::kSubstack);
  REQUIRE(stack->entries[2].target == "0_x");
}

TEST_CASE("each sink and each source by its name") {
  const std::string entry = "[[verify]]\nmodule = 'permit'\n";
  REQUIRE(read_text(entry + "[log]\nsink = 'auto'\n").stack->log.sink == LogSink::kAuto);
  REQUIRE(read_text(entry + "[log]\nsink = 'journal'\n").stack->log.sink == LogSink::kJournal);
  REQUIRE(read_text(entry + "[log]\nsink = 'syslog'\n").stack->log.sink == LogSink::kSyslog);
  REQUIRE(read_text(entry + "[owner]\nsources = ['record']").stack->owner.sources ==
          std::vector<int>{WARIFU_SOURCE_RECORD});
  REQUIRE(read_text(entry + "[owner]\nsources = ['saved-syn']").stack->owner.sources ==
          std::vector<int>{WARIFU_SOURCE_SAVED_SYN});
}

TEST_CASE("the longest deadline is a minute") {
  const auto deadline = [](const char* text) {
    return read_text(std::string("deadline = ") + text + "\n[[verify]]\nmodule = 'permit'\n");
  };
  REQUIRE(deadline("'60s'").lines.empty());
  REQUIRE(deadline("'1us'").stack->deadline == std::chrono::microseconds(1));
  REQUIRE(deadline("'60001ms'").lines.size() == 1);
  REQUIRE(deadline("'60001ms'").stack->deadline == std::chrono::seconds(2));
}

TEST_CASE("service names") {
  for (const char* name : {"postgresql", "0", "a_b-c", "x1"})
    REQUIRE(is_service_name(name));
  REQUIRE(is_service_name(std::string(64, 'a')));
  for (const char* name : {"", "-a", "_a", "A", "a/b", "a.toml", "..", "a b", "ä", "a\n"}) {
    REQUIRE_FALSE(is_service_name(name));
  }
  REQUIRE_FALSE(is_service_name(std::string(65, 'a')));
  REQUIRE_FALSE(is_service_name(std::string_view("a\0b", 3)));
}
