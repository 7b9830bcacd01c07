// SPDX-License-Identifier: MIT
// What is made of what libc answers.
#include "modules/nss/system_names.h"

#include <catch2/catch.hpp>
#include <cerrno>
#include <numeric>

#include "modules/nss/gid_list.h"
#include "tests/unit/nss/libc_script.h"

using namespace nss_test;
using nss::contains_gid;
using nss::Fetched;
using nss::SystemNames;
using warifu::directory::decode_user;
using warifu::directory::Outcome;

namespace {

Fetched user(const LibcScript& script) {
  return SystemNames(script.calls()).user(10042);
}
Fetched named_group(const LibcScript& script) {
  return SystemNames(script.calls()).group("wp");
}
Fetched groups_of(const LibcScript& script) {
  return SystemNames(script.calls()).groups_of({"wp", 500});
}

}  // namespace

TEST_CASE("users and groups that libc has are found") {
  const LibcScript script;
  const auto found = decode_user(user(script).value);
  REQUIRE(found);
  CHECK(found->name == "wp");
  CHECK(found->gid == 500);
  CHECK(nss::decode_gid(named_group(script).value) == 500u);
}

TEST_CASE("not found is what libc says so, and nothing else") {
  for (const int error : {0, ENOENT, ESRCH}) {
    LibcScript script;
    script.has_entry = false;
    script.errors = {error};
    CHECK(user(script).outcome == Outcome::kNotFound);
    script.called = 0;
    CHECK(named_group(script).outcome == Outcome::kNotFound);
  }
  for (const int error : {EIO, EMFILE, ENFILE, ENOMEM, EAGAIN, ECONNREFUSED, ETIMEDOUT, EINVAL}) {
    CAPTURE(error);
    LibcScript script;
    script.errors = {error};
    const Fetched answer = user(script);
    CHECK(answer.outcome == Outcome::kUnavailable);
    CHECK_FALSE(answer.trouble.empty());
    CHECK(answer.blames_directory == (error != EMFILE && error != ENFILE && error != ENOMEM));
    script.called = 0;
    CHECK(named_group(script).outcome == Outcome::kUnavailable);
  }
}

TEST_CASE("an interrupted call is made again, and not for ever") {
  LibcScript script;
  script.errors = {EINTR, EINTR, EINTR};
  CHECK(user(script).outcome == Outcome::kFound);
  script.errors.assign(1000, EINTR);
  script.called = 0;
  CHECK(user(script).outcome == Outcome::kUnavailable);
  CHECK(script.called < 100);
}

TEST_CASE("room grows as the entry needs it, to a bound") {
  LibcScript script;
  script.needs = 300'000;
  CHECK(user(script).outcome == Outcome::kFound);
  script.needs = nss::kMostUserBytes;
  CHECK(user(script).outcome == Outcome::kFound);
  script.needs = nss::kMostUserBytes + 1;
  const Fetched answer = user(script);
  CHECK(answer.outcome == Outcome::kUnavailable);
  CHECK_FALSE(answer.blames_directory);
  CHECK(script.room_given == nss::kMostUserBytes);

  script.needs = nss::kMostGroupBytes;
  CHECK(named_group(script).outcome == Outcome::kFound);
  script.needs = nss::kMostGroupBytes + 1;
  CHECK(named_group(script).outcome == Outcome::kUnavailable);
}

TEST_CASE("an answer about somebody else is none") {
  LibcScript script;
  script.entry_uid = 0;
  CHECK(user(script).outcome == Outcome::kUnavailable);
}

TEST_CASE("the groups of a user are all there, however many") {
  LibcScript script;
  CHECK(contains_gid(groups_of(script).value, 600));
  CHECK_FALSE(contains_gid(groups_of(script).value, 601));
  script.gids.resize(nss::kMostGroupsOfUser);
  std::iota(script.gids.begin(), script.gids.end(), 1000);
  const Fetched answer = groups_of(script);
  REQUIRE(answer.outcome == Outcome::kFound);
  CHECK(answer.value.size() == size_t{4} * nss::kMostGroupsOfUser);
  CHECK(contains_gid(answer.value, 1000));
  CHECK(contains_gid(answer.value, 1000 + nss::kMostGroupsOfUser - 1));
  CHECK_FALSE(contains_gid(answer.value, 999));
  script.gids.push_back(1);
  CHECK(groups_of(script).outcome == Outcome::kUnavailable);
}

TEST_CASE("groups that could not be asked are not taken for none") {
  for (const int error : {EIO, EAGAIN, EMFILE, ETIMEDOUT, ECONNREFUSED, ECONNRESET}) {
    LibcScript script;
    script.gids = {500};
    script.leaves_errno = error;
    CHECK(groups_of(script).outcome == Outcome::kUnavailable);
  }
  // What looking into files and sockets that are not there leaves behind.
  for (const int error : {ENOENT, ESRCH, ENOTTY, ERANGE}) {
    LibcScript script;
    script.leaves_errno = error;
    CHECK(groups_of(script).outcome == Outcome::kFound);
  }
  LibcScript script;
  script.out_of_memory = true;
  CHECK(groups_of(script).outcome == Outcome::kUnavailable);
  CHECK(script.called == 1);
}

TEST_CASE("a list of gids that was cut is none, and gids are not found across two others") {
  const uint32_t gids[] = {0x01020304, 0x05060708};
  const std::string list = nss::encode_gids(gids);
  CHECK(contains_gid(list, 0x05060708));
  CHECK_FALSE(contains_gid(list, 0x08010203));
  CHECK_FALSE(contains_gid(list.substr(0, 7), 0x01020304));
  CHECK_FALSE(contains_gid("", 0));
  CHECK_FALSE(nss::decode_gid(list));
  CHECK_FALSE(nss::decode_gid(""));
}
