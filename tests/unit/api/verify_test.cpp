// SPDX-License-Identifier: MIT
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <ctime>
#include <string>

#include "tests/unit/api/sandbox.h"

namespace {

std::string debug_entry(const std::string& options, const std::string& control = "\"required\"") {
  return "[[verify]]\nmodule = \"debug\"\ncontrol = " + control + "\noptions = { " + options +
         " }\n";
}

std::string tomorrow() {
  const std::time_t soon = std::time(nullptr) + 86'400;
  char date[32];
  std::strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", std::gmtime(&soon));
  return date;
}

}  // namespace

TEST_CASE_METHOD(Sandbox, "the owner on the list passes, any other is refused", "[verify]") {
  write_stack("demo", allow_uid(getuid()));
  write_stack("strict", allow_uid(getuid() + 1));
  const auto demo = open("demo");
  const auto strict = open("strict");
  REQUIRE(demo);
  REQUIRE(strict);
  const UnixConnection connection(path);
  CHECK(verify(demo.get(), request_for(connection.fd(), "shop")) == WARIFU_PASSED);
  CHECK(info.owner.uid == getuid());
  CHECK(info.owner.source == WARIFU_SOURCE_UNIX_SOCKET);
  CHECK(verify(strict.get(), request_for(connection.fd(), "shop")) == WARIFU_REFUSED);
  CHECK(std::string(info.reason_id) == "uid_allowlist.not-listed");
  CHECK(std::string(info.file) == path + "/stacks/strict.toml");
  CHECK(info.line == 4);
  CHECK(std::string(info.module) == "uid_allowlist");
}

TEST_CASE_METHOD(Sandbox, "every decision is logged once, with what decided it", "[verify]") {
  write_stack("demo", allow_uid(getuid() + 1));
  const auto engine = open();
  const UnixConnection connection(path);
  REQUIRE(verify(engine.get(), request_for(connection.fd(), "sh\"op\n")) == WARIFU_REFUSED);
  const auto records = logged();
  REQUIRE(records.size() == 1);
  CHECK(records[0]["verdict"] == "refused");
  CHECK(records[0]["owner"]["uid"] == getuid());
  CHECK(records[0]["decided_by"]["line"] == 4);
  CHECK(records[0]["reason_id"] == "uid_allowlist.not-listed");
  CHECK(records[0]["account"] == "sh\"op\\n");
}

TEST_CASE_METHOD(Sandbox, "a SYN that was not saved is told from one without owner", "[verify]") {
  write_stack("demo", allow_uid(getuid()));
  const auto engine = open();
  const TcpConnection unprepared(false);
  CHECK(verify(engine.get(), request_for(unprepared.fd())) == WARIFU_REFUSED);
  CHECK(std::string(info.reason_id) == "owner.not-saved");
  const TcpConnection prepared(true);
  CHECK(verify(engine.get(), request_for(prepared.fd())) == WARIFU_REFUSED);
  CHECK(std::string(info.reason_id) == "owner.no-option");
  CHECK(logged()[0]["outcome"] == "not-saved");
  CHECK(logged()[1]["outcome"] == "no-option");
}

TEST_CASE_METHOD(Sandbox, "a descriptor that is no socket is refused", "[verify]") {
  write_stack("demo", allow_uid(getuid()));
  const auto engine = open();
  for (const int fd : {-1, 9999, 0}) {
    CAPTURE(fd);
    CHECK(verify(engine.get(), request_for(fd)) == WARIFU_REFUSED);
    CHECK(info.owner.has_uid == 0);
  }
}

TEST_CASE_METHOD(Sandbox, "an owner is read once and verified often, across a reload", "[verify]") {
  write_stack("demo", allow_uid(getuid()));
  const auto engine = open();
  warifu_owner_handle* raw = nullptr;
  {
    const UnixConnection connection(path);
    REQUIRE(warifu_read_owner(engine.get(), connection.fd(), &raw) == WARIFU_OK);
  }
  const OwnerPtr owner(raw);
  warifu_request request = request_for(-1, "shop");
  request.owner = owner.get();
  CHECK(verify(engine.get(), request) == WARIFU_PASSED);
  CHECK(verify(engine.get(), request) == WARIFU_PASSED);
  write_stack("demo", allow_uid(getuid() + 1));
  REQUIRE(warifu_reload(engine.get(), nullptr) == WARIFU_OK);
  CHECK(verify(engine.get(), request) == WARIFU_REFUSED);
  warifu_owner_info described{};
  described.size = sizeof described;
  REQUIRE(warifu_owner_describe(owner.get(), &described) == WARIFU_OK);
  CHECK(described.owner.uid == getuid());
  CHECK(described.outcome == WARIFU_OUTCOME_OWNER);
  CHECK(described.socket_cookie != 0);
}

TEST_CASE_METHOD(Sandbox, "observe passes, and tells what would have been", "[verify]") {
  std::string stack = allow_uid(getuid() + 1);
  stack.replace(0, stack.find('\n'), "mode = \"observe\"\nobserve_until = " + tomorrow());
  write_stack("demo", stack);
  const auto engine = open();
  INFO(error);
  REQUIRE(engine);
  const UnixConnection connection(path);
  CHECK(verify(engine.get(), request_for(connection.fd())) == WARIFU_PASSED);
  CHECK(info.would == WARIFU_REFUSED);
  CHECK(info.observe == 1);
  CHECK(logged()[0]["verdict"] == "pass");
  CHECK(logged()[0]["would"] == "refused");
  // Mistakes of the server included: only a verdict that lets in keeps observe's promise.
  const std::string endless(5000, 'a');
  CHECK(verify(engine.get(), request_for(connection.fd(), endless.c_str())) == WARIFU_PASSED);
  CHECK(info.would == WARIFU_REFUSED);
}

TEST_CASE_METHOD(Sandbox, "an entry that observes runs, is told of, and counts as ignore",
                 "[verify]") {
  const std::string until = "observe_until = " + tomorrow() + "\n";
  write_stack("demo",
              "[[verify]]\nmodule = \"deny\"\ncontrol = \"requisite\"\n"
              "mode = \"observe\"\n" +
                  until + "[[verify]]\nmodule = \"permit\"\ncontrol = \"required\"\n");
  const auto engine = open();
  INFO(error);
  REQUIRE(engine);
  const UnixConnection connection(path);
  CHECK(verify(engine.get(), request_for(connection.fd())) == WARIFU_PASSED);
  CHECK(info.steps[0].code == WARIFU_FAIL);
  CHECK(std::string(info.steps[0].action) == "observe");
  CHECK(info.observe == 0);
}

TEST_CASE_METHOD(Sandbox, "what an observing entry found out helps nobody", "[verify]") {
  const std::string until = "observe_until = " + tomorrow() + "\n";
  write_stack("demo", "[[verify]]\nmodule = \"debug\"\nmode = \"observe\"\n" + until +
                          "options = { groups = [\"deploy\"] }\n" +
                          debug_entry("ask_group = \"deploy\""));
  const auto engine = open();
  INFO(error);
  REQUIRE(engine);
  const UnixConnection connection(path);
  CHECK(verify(engine.get(), request_for(connection.fd())) == WARIFU_REFUSED);
}

TEST_CASE_METHOD(Sandbox, "an account that is too long is refused and not logged whole",
                 "[verify]") {
  write_stack("demo", allow_uid(getuid()));
  const auto engine = open();
  const UnixConnection connection(path);
  const std::string endless(1025, 'a');
  CHECK(verify(engine.get(), request_for(connection.fd(), endless.c_str())) == WARIFU_REFUSED);
  CHECK(std::string(info.reason_id) == "request.invalid");
  const std::string longest(1024, 'a');
  CHECK(verify(engine.get(), request_for(connection.fd(), longest.c_str())) == WARIFU_PASSED);
}

TEST_CASE_METHOD(Sandbox, "past the deadline nobody passes, whatever the controls", "[verify]") {
  write_stack("demo", "deadline = \"20ms\"\n" +
                          debug_entry("sleep = \"40ms\", ignore_deadline = true", "\"optional\"") +
                          debug_entry("result = \"pass\""));
  const auto engine = open();
  INFO(error);
  REQUIRE(engine);
  const UnixConnection connection(path);
  CHECK(verify(engine.get(), request_for(connection.fd())) == WARIFU_REFUSED);
  CHECK(std::string(info.reason_id) == "stack.deadline");
  CHECK(info.code == WARIFU_UNAVAILABLE);
  // Which entry took it, and what it had to say.
  CHECK(std::string(info.module) == "debug");
  CHECK(info.line == 2);
  CHECK(std::string(info.reason).find("longer than it may: ") != std::string::npos);
}

TEST_CASE_METHOD(Sandbox, "CACHED_ONLY says would_block instead of waiting, unlogged", "[verify]") {
  write_stack("demo", debug_entry("sleep = \"1ms\""));
  const auto engine = open();
  const UnixConnection connection(path);
  warifu_request request = request_for(connection.fd());
  request.flags = WARIFU_CACHED_ONLY;
  CHECK(verify(engine.get(), request) == WARIFU_VERDICT_WOULD_BLOCK);
  CHECK(logged().empty());
  request.flags = 0;
  CHECK(verify(engine.get(), request) == WARIFU_PASSED);
  CHECK(logged().size() == 1);
}

TEST_CASE_METHOD(Sandbox, "a module may not dodge by would_block unasked", "[verify]") {
  write_stack("demo", debug_entry("result = \"would_block\""));
  const auto engine = open();
  const UnixConnection connection(path);
  CHECK(verify(engine.get(), request_for(connection.fd())) == WARIFU_REFUSED);
  CHECK(std::string(info.reason_id) == "stack.bad-answer");
}

TEST_CASE_METHOD(Sandbox, "two entries that disagree on the owner are an error", "[verify]") {
  const std::string alice = debug_entry("attribute = \"owner.name\", value = \"alice\"");
  const std::string mallory = debug_entry("attribute = \"owner.name\", value = \"mallory\"");
  write_stack("demo", alice + alice);
  write_stack("strict", alice + mallory);
  const UnixConnection connection(path);
  const auto agreed = open("demo");
  CHECK(verify(agreed.get(), request_for(connection.fd())) == WARIFU_PASSED);
  CHECK(logged()[0]["owner"]["name"] == "alice");
  const auto disputed = open("strict");
  CHECK(verify(disputed.get(), request_for(connection.fd())) == WARIFU_REFUSED);
  CHECK(std::string(info.reason_id) == "stack.attribute-conflict");
  CHECK(info.code == WARIFU_ERROR);
}

TEST_CASE_METHOD(Sandbox, "groups are asked of the entry that offered them", "[verify]") {
  write_stack("demo", debug_entry("groups = [\"deploy\"]") + debug_entry("ask_group = \"deploy\""));
  write_stack("strict",
              debug_entry("groups = [\"deploy\"]") + debug_entry("ask_group = \"wheel\""));
  const UnixConnection connection(path);
  const auto member = open("demo");
  CHECK(verify(member.get(), request_for(connection.fd())) == WARIFU_PASSED);
  const auto stranger = open("strict");
  CHECK(verify(stranger.get(), request_for(connection.fd())) == WARIFU_REFUSED);
}

TEST_CASE_METHOD(Sandbox, "where nothing passed, nobody does", "[verify]") {
  write_stack("demo", debug_entry("result = \"ignore\"", "\"optional\""));
  const auto engine = open();
  const UnixConnection connection(path);
  CHECK(verify(engine.get(), request_for(connection.fd())) == WARIFU_REFUSED);
  CHECK(std::string(info.reason_id) == "stack.nothing-passed");
  CHECK(info.code == WARIFU_FAIL);
  CHECK(std::string(info.file).empty());
}

TEST_CASE_METHOD(Sandbox, "children of the process that opened verify for themselves", "[fork]") {
  write_stack("demo", allow_uid(getuid()));
  const auto engine = open();
  const UnixConnection connection(path);
  REQUIRE(verify(engine.get(), request_for(connection.fd())) == WARIFU_PASSED);
  for (int i = 0; i < 20; ++i) {
    const pid_t child = fork();
    if (child == 0) _exit(verify(engine.get(), request_for(connection.fd())));
    int status = 0;
    waitpid(child, &status, 0);
    CHECK((WIFEXITED(status) && WEXITSTATUS(status) == WARIFU_PASSED));
  }
}
