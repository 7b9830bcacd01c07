// SPDX-License-Identifier: MIT
// The shared cache as the modules of an engine have it.
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <fstream>
#include <thread>

#include "tests/unit/api/sandbox.h"

namespace {

std::string entry(const std::string& options, const std::string& name = "") {
  return "[[verify]]\nmodule = \"cache_user\"\n" +
         (name.empty() ? "" : "name = \"" + name + "\"\n") + "options = { " + options + " }\n";
}

// "put" and "get" would be different entries, which see nothing of each other: one that does both.
const std::string kAskOnce = entry("do = \"ask_once\", key = \"account\"");

class CacheSandbox : public Sandbox {
 public:
  CacheSandbox() { module_dir = TEST_MODULES; }
  // How often modules have asked; each time is a line of the log.
  [[nodiscard]] size_t asked() const {
    std::ifstream log(path + "/decisions.json");
    size_t count = 0;
    for (std::string line; std::getline(log, line);)
      count += line.find("\"asked\"") != line.npos ? 1 : 0;
    return count;
  }
  bool passes(const EnginePtr& engine, const char* account = "shop") {
    return verify(engine.get(), request_for(connection.fd(), account)) == WARIFU_PASSED;
  }
  void reload(const EnginePtr& engine) {
    REQUIRE(warifu_reload(engine.get(), nullptr) == WARIFU_OK);
  }

  const UnixConnection connection{path};
};

int status_of(pid_t child) {
  int status = -1;
  waitpid(child, &status, 0);
  return status;
}

}  // namespace

TEST_CASE_METHOD(CacheSandbox, "what is no key or value is refused", "[cache]") {
  write_stack("demo", entry("do = \"bounds\""));
  const auto engine = open();
  INFO(error);
  REQUIRE(engine);
  CHECK(passes(engine));
  CHECK(passes(engine));
}

TEST_CASE_METHOD(CacheSandbox, "what one call put the next one finds, in this engine only",
                 "[cache]") {
  write_stack("demo", kAskOnce);
  const auto engine = open();
  REQUIRE(engine);
  CHECK(passes(engine));
  CHECK(passes(engine));
  CHECK(asked() == 1);
  CHECK(passes(engine, "other"));
  CHECK(asked() == 2);
  const auto second = open();
  CHECK(passes(second));
  CHECK(asked() == 3);
}

TEST_CASE_METHOD(CacheSandbox, "children share what they found, and the parent has it", "[cache]") {
  write_stack("demo", kAskOnce);
  const auto engine = open();
  REQUIRE(engine);
  std::vector<pid_t> children;
  for (int i = 0; i < 20; ++i) {
    children.push_back(fork());
    if (children.back() == 0) _exit(passes(engine) ? 0 : 1);
  }
  for (const pid_t each : children)
    CHECK(status_of(each) == 0);
  CHECK(passes(engine));
  CHECK(asked() == 1);
}

TEST_CASE_METHOD(CacheSandbox, "of threads that want one value at once one asks", "[cache]") {
  write_stack("demo", kAskOnce);
  const auto engine = open();
  REQUIRE(engine);
  std::atomic<int> passed = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      const warifu_request request = request_for(connection.fd(), "shop");
      passed += warifu_verify(engine.get(), &request, nullptr) == WARIFU_PASSED ? 1 : 0;
    });
  }
  for (std::thread& each : threads)
    each.join();
  CHECK(passed == 8);
  CHECK(asked() == 1);
}

TEST_CASE_METHOD(CacheSandbox, "a reload keeps what was found, unless the entry was changed",
                 "[cache]") {
  write_stack("demo", kAskOnce);
  const auto engine = open();
  REQUIRE(engine);
  CHECK(passes(engine));
  SECTION("nothing was changed") {
    reload(engine);
    CHECK(passes(engine));
    CHECK(asked() == 1);
  }
  SECTION("something else was, and the entry stands elsewhere") {
    write_stack("demo", "deadline = \"9s\"\n" + entry("do = \"get\"", "new") + kAskOnce);
    reload(engine);
    CHECK(passes(engine));
    CHECK(asked() == 1);
  }
  SECTION("an option was, and then changed back") {
    write_stack("demo", entry("do = \"ask_once\", key = \"account\", salt = \"x\""));
    reload(engine);
    CHECK(passes(engine));
    CHECK(asked() == 2);
    write_stack("demo", kAskOnce);
    reload(engine);
    CHECK(passes(engine));
    CHECK(asked() == 2);
  }
  SECTION("its name was") {
    write_stack("demo", entry("do = \"ask_once\", key = \"account\"", "other"));
    reload(engine);
    CHECK(passes(engine));
    CHECK(asked() == 2);
  }
}

TEST_CASE_METHOD(CacheSandbox, "a child that was there before a reload shares what comes after it",
                 "[cache]") {
  write_stack("demo", kAskOnce);
  const auto engine = open();
  REQUIRE(engine);
  int gate[2];
  REQUIRE(pipe(gate) == 0);
  const pid_t child = fork();
  if (child == 0) {
    char byte = 0;
    close(gate[1]);
    while (read(gate[0], &byte, 1) != 0) {
    }
    _exit(passes(engine) ? 0 : 1);
  }
  reload(engine);
  CHECK(passes(engine));
  close(gate[1]);
  CHECK(status_of(child) == 0);
  close(gate[0]);
  CHECK(asked() == 1);
}

TEST_CASE_METHOD(CacheSandbox, "two entries never see each other's", "[cache]") {
  write_stack("demo", entry("do = \"put\"") + entry("do = \"get\", expect = 0"));
  const auto engine = open();
  REQUIRE(engine);
  CHECK(passes(engine));
  // Nor where they are the same in everything.
  write_stack("demo", kAskOnce + kAskOnce + kAskOnce);
  const auto alike = open();
  REQUIRE(alike);
  CHECK(passes(alike));
  CHECK(asked() == 3);
  CHECK(passes(alike));
  CHECK(asked() == 3);
}

TEST_CASE_METHOD(CacheSandbox, "a lease is the call's, and outlives it", "[cache]") {
  write_stack("claim", entry("do = \"claim\", expect = 1"));
  const auto engine = open("claim");
  REQUIRE(engine);
  CHECK(passes(engine));
  CHECK_FALSE(passes(engine));
  CHECK(std::string(info.reason).find('0') != std::string::npos);
}

TEST_CASE_METHOD(CacheSandbox, "nobody waits under CACHED_ONLY", "[cache]") {
  write_stack("demo", entry("do = \"wait\", expect = 0"));
  const auto engine = open();
  REQUIRE(engine);
  warifu_request request = request_for(connection.fd());
  CHECK(verify(engine.get(), request) == WARIFU_REFUSED);  // it waited for nobody: 1
  request.flags = WARIFU_CACHED_ONLY;
  CHECK(verify(engine.get(), request) == WARIFU_PASSED);
}

TEST_CASE_METHOD(CacheSandbox, "who waits for a lease waits until the deadline at the latest",
                 "[cache]") {
  write_stack("demo", "deadline = \"50ms\"\n" + entry("do = \"hold\""));
  const auto engine = open();
  REQUIRE(engine);
  CHECK_FALSE(passes(engine));
  CHECK(std::string(info.reason_id) == "stack.deadline");
}

TEST_CASE_METHOD(CacheSandbox, "a reload that changes the size says that it takes a restart",
                 "[cache]") {
  write_stack("demo", kAskOnce);
  const auto engine = open();
  REQUIRE(engine);
  CHECK(passes(engine));
  write_stack("demo", "[cache]\nsize = 8_388_608\n" + kAskOnce);
  reload(engine);
  CHECK(passes(engine));
  CHECK(asked() == 1);
  std::ifstream log(path + "/decisions.json");
  const std::string lines{std::istreambuf_iterator<char>(log), {}};
  CAPTURE(lines);
  CHECK(lines.find("stacks/demo.toml:2:8: warning: the size of the cache was changed") !=
        lines.npos);
}
