// SPDX-License-Identifier: MIT
#include "modules/nss/entry.h"

#include <catch2/catch.hpp>
#include <thread>
#include <vector>

#include "modules/directory/option.h"
#include "tests/unit/module/fake_host.h"
#include "tests/unit/nss/known_names.h"

using namespace nss_test;
using module_test::FakeCall;
using warifu::directory::Option;
using warifu::directory::Requirements;

namespace {

int search(void*, const warifu_call*, const char*) {
  return WARIFU_MEMBER_UNKNOWN;
}

struct Login : FakeCall {
  explicit Login(uint32_t uid) {
    set_owner(uid, 600);
    time_left = 60'000'000;
  }
};

Requirements in_group(const char* const* group) {
  std::vector<warifu_value> values(static_cast<size_t>(Option::kCount));
  warifu_value& groups = values[static_cast<size_t>(Option::kRequireGroups)];
  groups.is_set = 1;
  groups.strings = group;
  groups.string_count = 1;
  warifu_module_open args = {};
  args.values = values.data();
  Requirements requirements;
  REQUIRE(requirements.read(args));
  return requirements;
}

}  // namespace

TEST_CASE("the owner's gid is not the directory's") {
  const auto names = std::make_shared<KnownNames>();
  names->lists.clear();
  const char* const deploy = "deploy";
  nss::Entry entry(in_group(&deploy), {}, names);
  entry.process_start();
  Login call(10042);  // whose connection came with gid 600, which is deploy's
  CHECK(entry.verify(call, search) == WARIFU_FAIL);
  CHECK(entry.is_in_group(call, "deploy") == WARIFU_NOT_MEMBER);
  CHECK(entry.is_in_group(call, "wp") == WARIFU_MEMBER);
}

TEST_CASE("many threads ask one entry at once, and each is told its own owner") {
  const auto names = std::make_shared<KnownNames>();
  for (uint32_t uid = 0; uid < 8; ++uid)
    names->users[uid] = {"user-" + std::to_string(uid), uid};
  nss::Entry entry({}, {}, names);
  entry.process_start();
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (uint32_t uid = 0; uid < 8; ++uid) {
    threads.emplace_back([&, uid] {
      for (int i = 0; i < 50; ++i) {
        Login call(uid);
        if (entry.verify(call, search) != WARIFU_PASS ||
            call.attributes["owner.name"] != names->users.at(uid).name) {
          ++wrong;
        }
      }
    });
  }
  for (auto& thread : threads)
    thread.join();
  CHECK(wrong == 0);
}

TEST_CASE("a name service that hangs is unavailable, and asked again when it comes back") {
  const auto gate = std::make_shared<Gate>();
  nss::Entry entry({}, {}, std::make_shared<KnownNames>(gate));
  entry.process_start();
  gate->shut();
  Login hasty(10042);
  hasty.time_left = 20'000;
  CHECK(entry.verify(hasty, search) == WARIFU_UNAVAILABLE);
  CHECK(hasty.attributes.empty());
  CHECK_FALSE(hasty.detail.empty());
  gate->open();
  wait_until([&] {
    Login call(10042);
    return entry.verify(call, search) == WARIFU_PASS;
  });
}
