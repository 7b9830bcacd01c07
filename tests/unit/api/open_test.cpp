// SPDX-License-Identifier: MIT
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "tests/unit/api/sandbox.h"

TEST_CASE_METHOD(Sandbox, "without a stack there is no engine, and the error says what to write",
                 "[open]") {
  CHECK_FALSE(open("demo"));
  CHECK(error.find(path + "/stacks/demo.toml") != std::string::npos);
}

TEST_CASE_METHOD(Sandbox, "other.toml serves whoever has no stack of its own", "[open]") {
  write_stack("other", allow_uid(getuid()));
  const auto engine = open("demo");
  REQUIRE(engine);
  const UnixConnection connection(path);
  CHECK(verify(engine.get(), request_for(connection.fd())) == WARIFU_PASSED);
}

TEST_CASE_METHOD(Sandbox, "all mistakes of a stack come at once, each with its place", "[open]") {
  write_stack("demo",
              "mod = \"enforce\"\n"
              "[[verify]]\n"
              "module = \"uid_allowlist\"\n"
              "control = \"needed\"\n"
              "options = { uid = [1] }\n"
              "[[verify]]\n"
              "module = \"not_there\"\n");
  CHECK_FALSE(open("demo"));
  const std::string file = path + "/stacks/demo.toml:";
  CHECK(error.find(file + "1:1: ") != std::string::npos);
  CHECK(error.find(file + "4:") != std::string::npos);
  CHECK(error.find("did you mean") != std::string::npos);
}

TEST_CASE_METHOD(Sandbox, "a stack that others may write is not believed", "[open]") {
  write_stack("demo", allow_uid(getuid()));
  REQUIRE(chmod((path + "/stacks/demo.toml").c_str(), 0666) == 0);
  CHECK_FALSE(open("demo"));
  CHECK(error.find("writable by") != std::string::npos);
}

TEST_CASE_METHOD(Sandbox, "a module that may block is refused to who cannot wait", "[open]") {
  write_stack("demo", "[[verify]]\nmodule = \"debug\"\ncontrol = \"required\"\n");
  CHECK(open("demo"));
  CHECK_FALSE(open("demo", WARIFU_NONBLOCKING_ONLY));
  CHECK(error.find("may block") != std::string::npos);
}

TEST_CASE_METHOD(Sandbox, "service names are names, not paths", "[open]") {
  for (const char* const name : {"", "../demo", "Demo", "a/b", "-a", "a\nb"}) {
    CAPTURE(name);
    CHECK_FALSE(open(name));
    CHECK(error.find("service name") != std::string::npos);
  }
}

TEST_CASE_METHOD(Sandbox, "a reload that fails keeps what is in use and says why", "[reload]") {
  write_stack("demo", allow_uid(getuid()));
  const auto engine = open();
  const UnixConnection connection(path);
  write_stack("demo", "mode = \"enforce\"\n[[verify]]\nmodule = \"nothing_like_it\"\n");
  warifu_error* failure = nullptr;
  CHECK(warifu_reload(engine.get(), &failure) == WARIFU_E_CONFIGURATION);
  CHECK(std::string(warifu_error_text(failure)).find("nothing_like_it") != std::string::npos);
  warifu_error_free(failure);
  CHECK(verify(engine.get(), request_for(connection.fd())) == WARIFU_PASSED);
}

TEST_CASE_METHOD(Sandbox, "a reload happens when it was asked for, and once", "[reload]") {
  write_stack("demo", allow_uid(getuid()));
  ask_for_reload(4);
  const auto engine = open();
  const UnixConnection connection(path);
  write_stack("demo", allow_uid(getuid() + 1));
  CHECK(warifu_reload_if_asked(engine.get(), nullptr) == 0);
  CHECK(verify(engine.get(), request_for(connection.fd())) == WARIFU_PASSED);
  ask_for_reload(5);
  sleep(1);  // it looks at most once a second
  CHECK(warifu_reload_if_asked(engine.get(), nullptr) == 1);
  CHECK(verify(engine.get(), request_for(connection.fd())) == WARIFU_REFUSED);
  CHECK(warifu_reload_if_asked(engine.get(), nullptr) == 0);
}

TEST_CASE_METHOD(Sandbox, "strings of a decision outlive the reload after it", "[reload]") {
  write_stack("demo", allow_uid(getuid() + 1));
  const auto engine = open();
  const UnixConnection connection(path);
  REQUIRE(verify(engine.get(), request_for(connection.fd())) == WARIFU_REFUSED);
  for (int i = 0; i < 3; ++i)
    REQUIRE(warifu_reload(engine.get(), nullptr) == WARIFU_OK);
  CHECK(std::string(info.reason_id) == "uid_allowlist.not-listed");
  CHECK(std::string(info.file) == path + "/stacks/demo.toml");
  CHECK(std::string(info.steps[0].entry) == "uid_allowlist");
}

TEST_CASE_METHOD(Sandbox, "verifies beside reloads are always one stack's answer", "[reload]") {
  // Both stacks pass; a mixture, or none at all in between, would refuse.
  const std::string module = "[[verify]]\nmodule = \"permit\"\ncontrol = \"required\"\n";
  const std::string skip =
      "[[verify]]\nmodule = \"debug\"\ncontrol = { pass = 1, default = \"bad\" }\n"
      "[[verify]]\nmodule = \"deny\"\ncontrol = \"requisite\"\n";
  write_stack("demo", module);
  const auto engine = open();
  const UnixConnection connection(path);
  std::atomic<bool> done = false;
  std::atomic<int> refused = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      warifu_decision* const decision = warifu_decision_new();
      const warifu_request request = request_for(connection.fd());
      while (!done) {
        if (warifu_verify(engine.get(), &request, decision) != WARIFU_PASSED) ++refused;
      }
      warifu_decision_free(decision);
    });
  }
  int failed = 0;
  for (int i = 0; i < 30; ++i) {
    write_stack("demo", i % 2 == 0 ? skip + module : module);
    failed += warifu_reload(engine.get(), nullptr) == WARIFU_OK ? 0 : 1;
  }
  done = true;
  for (std::thread& each : threads)
    each.join();
  CHECK(failed == 0);
  CHECK(refused == 0);
}
