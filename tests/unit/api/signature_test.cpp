// SPDX-License-Identifier: MIT
// What the host does for modules that check signatures: a gid that they do not vouch for.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <ctime>

#include "tests/unit/api/sandbox.h"

namespace {

std::string entry(const std::string& module, const std::string& options,
                  const std::string& more = "") {
  return "[[verify]]\nmodule = \"" + module + "\"\n" + more + "options = { " + options + " }\n";
}

// A connection of this process by AF_UNIX, which has a gid, through such a stack.
struct Login : Sandbox {
  Login() { module_dir = TEST_MODULES; }

  // "passed", or the reason's id.
  std::string through(const std::string& stack) {
    write_stack("demo", stack);
    engine = open();
    if (!engine) return error;
    const UnixConnection connection(path);
    const int verdict = verify(engine.get(), request_for(connection.fd()));
    return verdict == WARIFU_PASSED ? "passed" : info.reason_id;
  }

  EnginePtr engine;  // the strings of `info` are its
};

std::string next_week() {
  const std::time_t soon = std::time(nullptr) + 7 * 86'400;
  char date[32];
  std::strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", std::gmtime(&soon));
  return date;
}

}  // namespace

TEST_CASE_METHOD(Login, "a gid that is not distrusted is there for all", "[signature]") {
  CHECK(through(entry("signer", "gid = \"present\"") + entry("pretender", "gid = \"present\"")) ==
        "passed");
  CHECK(info.owner.has_gid == 1);
  CHECK(info.owner.gid == getgid());
  CHECK(logged().back()["owner"]["gid"] == getgid());
}

TEST_CASE_METHOD(Login, "a distrusted gid is gone for later entries, the decision and the log",
                 "[signature]") {
  CHECK(through(entry("signer", "gid = \"present\", distrust = true") +
                entry("pretender", "gid = \"absent\"") +
                entry("signer", "gid = \"absent\", distrust = true")) == "passed");
  CHECK(info.owner.has_uid == 1);
  CHECK(info.owner.uid == getuid());
  CHECK(info.owner.has_gid == 0);
  CHECK(info.owner.gid == 0);
  const auto record = logged().back();
  CHECK(record["owner"]["uid"] == getuid());
  CHECK(record["owner"]["gid"].is_null());
}

TEST_CASE_METHOD(Login, "distrust counts only from an entry that passed", "[signature]") {
  for (const std::string result : {"ignore", "fail", "unknown"}) {
    const std::string first =
        entry("signer", "distrust = true, result = \"" + result + "\"", "control = \"optional\"\n");
    CHECK(through(first + entry("pretender", "gid = \"present\"")) == "passed");
    CHECK(info.owner.has_gid == 1);
    CHECK(logged().back()["owner"]["gid"] == getgid());
  }
}

TEST_CASE_METHOD(Login, "distrust does not count from an entry that only observes", "[signature]") {
  const std::string first = entry("signer", "distrust = true",
                                  "mode = \"observe\"\nobserve_until = " + next_week() + "\n");
  CHECK(through(first + entry("pretender", "gid = \"present\"")) == "passed");
  CHECK(info.owner.has_gid == 1);
}

TEST_CASE_METHOD(Login, "a module that checks no signatures cannot distrust a gid", "[signature]") {
  CHECK(through(entry("pretender", "distrust = true")) == "pretender.refused");
  CHECK(through(entry("pretender", "distrust = true", "control = \"optional\"\n") +
                entry("signer", "gid = \"present\"")) == "passed");
}

TEST_CASE_METHOD(Login, "one decision's distrust is not the next one's", "[signature]") {
  write_stack("demo", entry("signer", "distrust = true") + entry("signer", "gid = \"absent\""));
  write_stack("other", entry("signer", "gid = \"present\""));
  const auto demo = open("demo"), other = open("somebody");
  REQUIRE(demo);
  REQUIRE(other);
  const UnixConnection connection(path);
  CHECK(verify(demo.get(), request_for(connection.fd())) == WARIFU_PASSED);
  CHECK(verify(other.get(), request_for(connection.fd())) == WARIFU_PASSED);
  CHECK(info.owner.has_gid == 1);
}
