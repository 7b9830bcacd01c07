// SPDX-License-Identifier: MIT
// Users and groups through the shared cache.
#include <catch2/catch.hpp>

#include "modules/nss/nss_source.h"
#include "tests/unit/module/fake_host.h"
#include "tests/unit/nss/known_names.h"

using namespace nss_test;
using nss::User;
using warifu::directory::CachePolicy;
using warifu::directory::Outcome;

namespace {

constexpr int64_t kSecond = 1'000'000;

// A process that asks, with a cache.
struct Process {
  Process() {
    call.cache = &cache;
    call.time_left = 60 * kSecond;
  }

  warifu::directory::UserAnswer user(uint32_t uid) {
    return nss::NssSource(call, policy, worker, names).user(uid);
  }
  int is_member(const User& user, const std::string& group) {
    return nss::NssSource(call, policy, worker, names).is_member(user, group).membership;
  }
  int is_member(const std::string& group) { return is_member({"wp", 500}, group); }

  module_test::FakeCache cache;
  module_test::FakeCall call;
  CachePolicy policy = {600 * kSecond, 10 * kSecond, 3600 * kSecond, 10 * kSecond, 60 * kSecond, 3};
  std::shared_ptr<KnownNames> names = std::make_shared<KnownNames>();
  nss::Worker worker;
};

}  // namespace

TEST_CASE("a user is asked for once, and no thread is needed for what the cache has") {
  Process process;
  CHECK(process.user(10042).user.name == "wp");
  CHECK(process.user(10042).user.gid == 500);
  CHECK(process.names->asked == 1);
  CHECK(process.user(10043).outcome == Outcome::kNotFound);
  CHECK(process.user(10043).outcome == Outcome::kNotFound);
  CHECK(process.names->asked == 2);
}

TEST_CASE("a user is in its primary group, and in those of the list") {
  Process process;
  CHECK(process.is_member("wp") == WARIFU_MEMBER);
  CHECK(process.is_member("deploy") == WARIFU_MEMBER);
  CHECK(process.is_member("web") == WARIFU_NOT_MEMBER);
  CHECK(process.is_member("no-such-group") == WARIFU_NOT_MEMBER);
  const int asked = process.names->asked;
  CHECK(process.is_member("deploy") == WARIFU_MEMBER);
  CHECK(process.names->asked == asked);
}

TEST_CASE("who is renamed or moved to another group does not keep its groups") {
  Process process;
  process.names->lists["wp"] = {600};
  CHECK(process.is_member({"wp", 500}, "deploy") == WARIFU_MEMBER);
  process.names->lists.clear();
  CHECK(process.is_member({"shop", 500}, "deploy") == WARIFU_NOT_MEMBER);
  CHECK(process.is_member({"wp", 501}, "deploy") == WARIFU_NOT_MEMBER);
}

TEST_CASE("names that would make the same key are different questions") {
  Process process;
  process.names->lists = {{"0 wp", {600}}};
  CHECK(process.is_member({"0 wp", 50}, "deploy") == WARIFU_MEMBER);
  CHECK(process.is_member({"wp", 500}, "deploy") == WARIFU_NOT_MEMBER);
}

TEST_CASE("a name too long for a key of the cache is asked for each time") {
  Process process;
  const std::string name(200, 'x');
  process.names->groups[name] = 500;
  CHECK(process.is_member(name) == WARIFU_MEMBER);
  CHECK(process.is_member(name) == WARIFU_MEMBER);
  CHECK(process.names->asked == 2);
}

TEST_CASE("a name service that is away is no answer, about users and groups") {
  Process process;
  process.names->trouble = "connection refused";
  const auto answer = process.user(10042);
  CHECK(answer.outcome == Outcome::kUnavailable);
  CHECK(answer.trouble == "connection refused");
  CHECK(process.is_member("wp") == WARIFU_MEMBER_UNAVAILABLE);
  process.names->trouble = "";
  CHECK(process.is_member("wp") == WARIFU_MEMBER);
}

TEST_CASE("what was known is given while the name service is away") {
  Process process;
  process.user(10042);
  process.is_member("deploy");
  process.names->trouble = "connection refused";
  process.cache.now += 700 * kSecond;
  const auto answer = process.user(10042);
  CHECK(answer.user.name == "wp");
  CHECK(answer.stale);
  CHECK(process.is_member("deploy") == WARIFU_MEMBER);
  process.cache.now += 3600 * kSecond;
  CHECK(process.user(10042).outcome == Outcome::kUnavailable);
}

TEST_CASE("under CACHED_ONLY the name service is not asked") {
  Process process;
  process.call.asked.flags = WARIFU_CACHED_ONLY;
  CHECK(process.user(10042).outcome == Outcome::kWouldBlock);
  CHECK(process.is_member("wp") == WARIFU_MEMBER_WOULD_BLOCK);
  CHECK(process.names->asked == 0);
}

TEST_CASE("malformed values of the cache never make a user or a member") {
  Process process;
  const auto poison = [&](const std::string& key, const std::string& value) {
    const std::string length(1, static_cast<char>(value.size()));
    process.cache.put(key, std::string("\1F\0\0", 4) + length + std::string(3, '\0') + value,
                      kSecond, kSecond);
  };
  poison("u10042", "abc");
  CHECK(process.user(10042).outcome == Outcome::kUnavailable);
  poison("gwp", "abc");
  CHECK(process.is_member("wp") == WARIFU_MEMBER_UNAVAILABLE);
  poison("gdeploy", std::string("\x58\2\0\0\0\0\0\0", 8));  // two gids for one group
  CHECK(process.is_member("deploy") == WARIFU_MEMBER_UNAVAILABLE);
  poison("l500 wp", "abcde");
  CHECK(process.is_member("web") == WARIFU_MEMBER_UNAVAILABLE);
}
