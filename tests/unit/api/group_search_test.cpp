// SPDX-License-Identifier: MIT
// A module that is asked for groups when a later entry wants to know.
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <thread>

#include "tests/unit/api/meeting.h"
#include "tests/unit/api/sandbox.h"
#include "warifu/module.h"

namespace {

class GroupSandbox : public Sandbox {
 public:
  GroupSandbox() { module_dir = TEST_MODULES; }

  [[nodiscard]] std::string teller(int answer, const std::string& module = "group_teller") const {
    return "[[verify]]\nmodule = \"" + module +
           "\"\noptions = { answer = " + std::to_string(answer) + ", meet = \"" + path + "\" }\n";
  }
  [[nodiscard]] std::string asker(int expect, const std::string& module = "group_asker",
                                  const std::string& group = "group = \"deploy\", ") const {
    return "[[verify]]\nmodule = \"" + module + "\"\noptions = { " + group +
           "expect = " + std::to_string(expect) + ", meet = \"" + path + "\" }\n";
  }
  // The reason of what was refused; "" where it passed.
  std::string ask(const std::string& stack, uint32_t flags = 0) {
    write_stack("demo", stack);
    const auto engine = open();
    if (!engine) return error;
    warifu_request request = request_for(connection.fd(), "shop");
    request.flags = flags;
    return verify(engine.get(), request) == WARIFU_PASSED ? "" : info.reason;
  }

  const UnixConnection connection{path};
};

}  // namespace

TEST_CASE_METHOD(GroupSandbox, "every answer reaches who asks", "[groups]") {
  CHECK(ask(teller(1) + asker(WARIFU_MEMBER)).empty());
  CHECK(ask(teller(0) + asker(WARIFU_NOT_MEMBER)).empty());
  CHECK(ask(teller(-1) + asker(WARIFU_MEMBER_UNKNOWN)).empty());
  CHECK(ask(teller(-2) + asker(WARIFU_MEMBER_UNAVAILABLE)).empty());
  CHECK(ask(teller(1) + asker(WARIFU_NOT_MEMBER, "group_asker", "group = \"wheel\", ")).empty());
  CHECK(ask(teller(1) + asker(WARIFU_MEMBER_UNKNOWN, "group_asker", "")).empty());
  CHECK(ask(asker(WARIFU_MEMBER_UNKNOWN)).empty());
  CHECK(ask(asker(WARIFU_MEMBER_UNKNOWN) + teller(1)).empty());
}

TEST_CASE_METHOD(GroupSandbox, "what is no answer is none", "[groups]") {
  for (const int answer : {2, 9, -4, -9}) {
    CAPTURE(answer);
    CHECK(ask(teller(answer) + asker(WARIFU_MEMBER_UNKNOWN)).empty());
  }
}

TEST_CASE_METHOD(GroupSandbox, "would_block is an answer only for who cannot wait", "[groups]") {
  CHECK(ask(teller(-3) + asker(WARIFU_MEMBER_UNKNOWN)).empty());
  CHECK(ask(teller(-3) + asker(WARIFU_MEMBER_WOULD_BLOCK), WARIFU_CACHED_ONLY).empty());
}

TEST_CASE_METHOD(GroupSandbox, "a module of an older ABI hears -1 for all that is no answer",
                 "[groups]") {
  CHECK(ask(teller(1) + asker(1, "older_asker")).empty());
  CHECK(ask(teller(0) + asker(0, "older_asker")).empty());
  CHECK(ask(teller(-1) + asker(-1, "older_asker")).empty());
  CHECK(ask(teller(-2) + asker(-1, "older_asker")).empty());
  CHECK(ask(teller(-3) + asker(-1, "older_asker"), WARIFU_CACHED_ONLY).empty());
}

TEST_CASE_METHOD(GroupSandbox, "nothing is set or explained from within a search", "[groups]") {
  // The teller tries to; its answer would be another if it could. And the reasons are as verify
  // left them, its own and that of who asks.
  CHECK(ask(teller(1) + asker(WARIFU_MEMBER)).empty());
  CHECK(std::string(info.steps[0].reason_id) == "group_teller.own");
  CHECK(std::string(info.steps[1].reason_id).empty());
  CHECK(std::string(info.owner.domain).empty());
  CHECK(info.owner.has_gid == 1);
  CHECK(ask(teller(1) + asker(0)).find('1') != std::string::npos);
  CHECK(std::string(info.reason_id) == "group_asker.other");
  CHECK(logged().back()["owner"]["name"] == "alice");
}

TEST_CASE_METHOD(GroupSandbox, "a module that is not thread-safe is alone in searches too",
                 "[groups]") {
  write_stack("demo", teller(1, "lone_teller") + asker(1));
  const auto engine = open();
  REQUIRE(engine);
  std::atomic<int> passed = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      const warifu_request request = request_for(connection.fd(), "shop");
      for (int round = 0; round < 50; ++round)
        passed += warifu_verify(engine.get(), &request, nullptr) == WARIFU_PASSED ? 1 : 0;
    });
  }
  for (std::thread& each : threads)
    each.join();
  CHECK(passed == 200);
}

TEST_CASE_METHOD(GroupSandbox, "who cannot wait is told that a search would block", "[groups]") {
  for (const char* name : {"teller.here", "teller.go", "asker.here", "asker.go"})
    REQUIRE(mkfifo((path + "/" + name).c_str(), 0600) == 0);
  write_stack("demo", "deadline = \"60s\"\n" + teller(1, "lone_teller") + asker(-3));
  const auto engine = open();
  INFO(error);
  REQUIRE(engine);
  const auto ask_as = [&](const char* account, uint32_t flags) {
    warifu_request request = request_for(connection.fd(), account);
    request.flags = flags;
    return warifu_verify(engine.get(), &request, nullptr);
  };
  REQUIRE(ask_as("shop", 0) == WARIFU_REFUSED);  // started, and the answer is 1
  int late = -1;
  int holder = -1;
  std::thread first([&] { late = ask_as("late", WARIFU_CACHED_ONLY); });
  open_end(path.c_str(), "asker", "here", O_RDONLY);  // its turn with the teller is over
  std::thread second([&] { holder = ask_as("holder", 0); });
  open_end(path.c_str(), "teller", "here", O_RDONLY);  // and now the other has it
  open_end(path.c_str(), "asker", "go", O_WRONLY);
  first.join();
  open_end(path.c_str(), "teller", "go", O_WRONLY);
  second.join();
  CHECK(late == WARIFU_PASSED);
  CHECK(holder == WARIFU_REFUSED);
}
