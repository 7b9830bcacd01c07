// SPDX-License-Identifier: MIT
// What uid_allowlist decides.
#include "modules/uid_allowlist/rule.h"

#include <catch2/catch.hpp>
#include <vector>

using namespace uid_allowlist;

namespace {

using Ranges = std::vector<warifu_id_range>;

IdList listed(const Ranges& ranges) {
  return {true, ranges.data(), ranges.size()};
}

warifu_owner nobody() {
  warifu_owner owner = {};
  owner.size = sizeof owner;
  owner.domain = "";
  return owner;
}

warifu_owner owner_of(uint32_t uid) {
  warifu_owner owner = nobody();
  owner.has_uid = 1;
  owner.uid = uid;
  return owner;
}

warifu_owner owner_of(uint32_t uid, uint32_t gid) {
  warifu_owner owner = owner_of(uid);
  owner.has_gid = 1;
  owner.gid = gid;
  return owner;
}

void check(const Rule& rule, const warifu_owner& owner, warifu_code code, Reason reason) {
  const Answer answer = decide(rule, owner);
  CHECK(answer.code == code);
  CHECK(answer.reason == reason);
}

const Ranges kEdges = {{0, 0}, {10, 20}, {30, 30}, {4294967290u, 4294967294u}};
const Ranges kPeople = {{1000, 1999}};
const Ranges kBad = {{1500, 1500}};
const Ranges kEmpty = {};

}  // namespace

TEST_CASE("a list holds what lies in its ranges, ends included") {
  const IdList list = listed(kEdges);
  for (const uint32_t in : {0u, 10u, 15u, 20u, 30u, 4294967290u, 4294967294u})
    CHECK(list.contains(in));
  for (const uint32_t out : {1u, 9u, 21u, 29u, 31u, 4294967289u, 4294967295u}) {
    CHECK_FALSE(list.contains(out));
  }
  CHECK_FALSE(listed(kEmpty).contains(0));
}

TEST_CASE("uids: listed passes, others fail") {
  const Rule rule = {.uids = listed(kPeople)};
  check(rule, owner_of(1000), WARIFU_PASS, kNone);
  check(rule, owner_of(999), WARIFU_FAIL, kNotListed);
  check(rule, owner_of(0, 0), WARIFU_FAIL, kNotListed);
}

TEST_CASE("no owner is unknown, never uid 0, also where only deny lists are configured") {
  const Ranges root = {{0, 0}};
  check({.uids = listed(root)}, nobody(), WARIFU_UNKNOWN, kNoOwner);
  check({.deny_uids = listed(kBad)}, nobody(), WARIFU_UNKNOWN, kNoOwner);
  check({.deny_gids = listed(kBad)}, nobody(), WARIFU_UNKNOWN, kNoOwner);
}

TEST_CASE("an unknown gid matches no list of gids and is not 0") {
  const Ranges root = {{0, 0}};
  check({.gids = listed(root)}, owner_of(5), WARIFU_UNKNOWN, kNoGid);
  check({.deny_gids = listed(root)}, owner_of(5), WARIFU_UNKNOWN, kNoGid);
  check({.gids = listed(root)}, owner_of(5, 0), WARIFU_PASS, kNone);
  check({.deny_gids = listed(root)}, owner_of(5, 0), WARIFU_FAIL, kDenied);
}

TEST_CASE("either of uids and gids suffices, and a listed uid needs no gid") {
  const Rule rule = {.uids = listed(kPeople), .gids = listed(kEdges)};
  check(rule, owner_of(1000), WARIFU_PASS, kNone);
  check(rule, owner_of(1000, 99), WARIFU_PASS, kNone);
  check(rule, owner_of(5, 15), WARIFU_PASS, kNone);
  check(rule, owner_of(5, 99), WARIFU_FAIL, kNotListed);
  check(rule, owner_of(5), WARIFU_UNKNOWN, kNoGid);
}

TEST_CASE("deny comes before allow") {
  check({.uids = listed(kPeople), .deny_uids = listed(kBad)}, owner_of(1500), WARIFU_FAIL, kDenied);
  check({.uids = listed(kPeople), .deny_gids = listed(kBad)}, owner_of(1000, 1500), WARIFU_FAIL,
        kDenied);
  check({.uids = listed(kPeople), .deny_uids = listed(kBad)}, owner_of(1501), WARIFU_PASS, kNone);
}

TEST_CASE("a listed uid is not passed where a denied gid could hide behind an unknown one") {
  check({.uids = listed(kPeople), .deny_gids = listed(kBad)}, owner_of(1000), WARIFU_UNKNOWN,
        kNoGid);
}

TEST_CASE("a denied uid fails though its gid is not known") {
  check({.deny_uids = listed(kBad), .deny_gids = listed(kBad)}, owner_of(1500), WARIFU_FAIL,
        kDenied);
}

TEST_CASE("deny lists alone pass everybody else who is known") {
  check({.deny_uids = listed(kBad)}, owner_of(1), WARIFU_PASS, kNone);
  check({.deny_gids = listed(kBad)}, owner_of(1, 1), WARIFU_PASS, kNone);
}

TEST_CASE("an empty list that allows is not the same as none: it passes nobody") {
  check({.uids = listed(kEmpty), .deny_uids = listed(kBad)}, owner_of(1), WARIFU_FAIL, kNotListed);
}

TEST_CASE("an owner of another domain is unknown, denied or not") {
  warifu_owner owner = owner_of(1500);
  const Rule rule = {.uids = listed(kPeople), .deny_uids = listed(kBad), .domain = "web"};
  owner.domain = "batch";
  check(rule, owner, WARIFU_UNKNOWN, kOtherDomain);
  owner.domain = "";
  check(rule, owner, WARIFU_UNKNOWN, kOtherDomain);
  owner.domain = "web";
  check(rule, owner, WARIFU_FAIL, kDenied);
  owner.uid = 1000;
  check(rule, owner, WARIFU_PASS, kNone);
}
