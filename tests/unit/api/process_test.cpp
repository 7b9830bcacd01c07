// SPDX-License-Identifier: MIT
// What the engine promises modules of processes and threads.
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "tests/unit/api/sandbox.h"

namespace {

std::string lone_worker(const std::string& start) {
  return "[[verify]]\nmodule = \"lone_worker\"\ncontrol = \"required\"\noptions = { start = \"" +
         start + "\" }\n";
}

}  // namespace

TEST_CASE_METHOD(Sandbox, "process_start runs once in each process, forked ones too", "[process]") {
  module_dir = TEST_MODULES;
  write_stack("demo", lone_worker("works"));
  const auto engine = open();
  INFO(error);
  REQUIRE(engine);
  const UnixConnection connection(path);
  for (int i = 0; i < 3; ++i) {
    CHECK(verify(engine.get(), request_for(connection.fd())) == WARIFU_PASSED);
  }
  for (int i = 0; i < 5; ++i) {
    const pid_t child = fork();
    if (child == 0) {
      const bool first = verify(engine.get(), request_for(connection.fd())) == WARIFU_PASSED;
      const bool second = verify(engine.get(), request_for(connection.fd())) == WARIFU_PASSED;
      _exit(first && second ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    CHECK((WIFEXITED(status) && WEXITSTATUS(status) == 0));
  }
}

TEST_CASE_METHOD(Sandbox, "a module that could not start answers error", "[process]") {
  module_dir = TEST_MODULES;
  write_stack("demo", lone_worker("fails"));
  const auto engine = open();
  const UnixConnection connection(path);
  CHECK(verify(engine.get(), request_for(connection.fd())) == WARIFU_REFUSED);
  CHECK(std::string(info.reason_id) == "stack.process-start");
  CHECK(info.code == WARIFU_ERROR);
}

TEST_CASE_METHOD(Sandbox, "a module that is not thread-safe is alone in verify", "[process]") {
  module_dir = TEST_MODULES;
  write_stack("demo", lone_worker("works"));
  const auto engine = open();
  const UnixConnection connection(path);
  std::atomic<int> refused = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      const warifu_request request = request_for(connection.fd());
      for (int round = 0; round < 50; ++round) {
        if (warifu_verify(engine.get(), &request, nullptr) != WARIFU_PASSED) ++refused;
      }
    });
  }
  for (std::thread& each : threads)
    each.join();
  CHECK(refused == 0);
}

TEST_CASE_METHOD(Sandbox, "who cannot wait is told that the module is busy or not started",
                 "[process]") {
  module_dir = TEST_MODULES;
  write_stack("demo", lone_worker("works"));
  const auto engine = open();
  const UnixConnection connection(path);
  std::atomic<bool> done = false;
  std::thread other([&] {
    const warifu_request request = request_for(connection.fd());
    while (!done) {
      if (warifu_verify(engine.get(), &request, nullptr) != WARIFU_PASSED) break;
    }
  });
  warifu_request request = request_for(connection.fd());
  request.flags = WARIFU_CACHED_ONLY;
  int refused = 0;
  int would_block = 0;
  for (int round = 0; round < 10'000 && would_block == 0; ++round) {
    const int verdict = warifu_verify(engine.get(), &request, nullptr);
    refused += verdict == WARIFU_REFUSED ? 1 : 0;
    would_block += verdict == WARIFU_VERDICT_WOULD_BLOCK ? 1 : 0;
  }
  done = true;
  other.join();
  CHECK(refused == 0);
  CHECK(would_block > 0);
}
