// SPDX-License-Identifier: MIT
// Servers open in a parent and verify in children.
#ifndef __SANITIZE_THREAD__  // it ends a child that starts a thread after its parent had several
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "modules/nss/entry.h"
#include "tests/unit/module/fake_host.h"
#include "tests/unit/nss/known_names.h"

using namespace nss_test;

namespace {

// A name service that hangs in the process that made it, while its gate is shut.
class HangsInParent final : public nss::NameService {
 public:
  nss::Fetched user(uint32_t uid) override {
    if (getpid() == parent_) gate.pass();
    return names_.user(uid);
  }
  nss::Fetched group(const std::string& name) override { return names_.group(name); }
  nss::Fetched groups_of(const nss::User& user) override { return names_.groups_of(user); }

  Gate gate;

 private:
  const pid_t parent_ = getpid();
  KnownNames names_;
};

int search(void*, const warifu_call*, const char*) {
  return WARIFU_MEMBER_UNKNOWN;
}

int verify(const nss::Entry& entry, int64_t time_left, std::string& detail) {
  module_test::FakeCall call;
  call.set_owner(10042);
  call.time_left = time_left;
  const int code = entry.verify(call, search);
  detail = call.detail;
  return code;
}

}  // namespace

TEST_CASE("a child asks by itself while its parent's worker is stuck") {
  const auto names = std::make_shared<HangsInParent>();
  nss::Entry entry({}, {}, names);
  entry.process_start();
  names->gate.shut();
  std::string detail;
  wait_until([&] {
    CHECK(verify(entry, 20'000, detail) == WARIFU_UNAVAILABLE);
    return detail.find("earlier question") != std::string::npos;
  });
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    entry.process_start();
    _exit(verify(entry, 60'000'000, detail) == WARIFU_PASS ? 0 : 1);
  }
  int status = -1;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  names->gate.open();
  wait_until([&] { return verify(entry, 60'000'000, detail) == WARIFU_PASS; });
}
#endif
