// SPDX-License-Identifier: MIT
#include "modules/directory/requirements.h"

#include <catch2/catch.hpp>

#include "tests/unit/directory/entry.h"

using namespace directory_test;
using module_test::FakeCall;
using warifu::directory::Outcome;
using Option = warifu::directory::Option;

namespace {

struct Login : FakeCall {
  Login() { set_owner(10042, 77); }
};

// Nothing that later entries could take for this owner's.
void check_tells_nothing(const FakeCall& call) {
  CHECK(call.attributes.empty());
  CHECK(call.search == nullptr);
}

}  // namespace

TEST_CASE("whom the directory knows passes, with name and groups for later entries") {
  Login call;
  FakeSource source;
  CHECK(Entry().verify(call, source) == WARIFU_PASS);
  CHECK(source.asked == std::vector<uint32_t>{10042});
  CHECK(call.attributes.at("owner.name") == "wp");
  CHECK(call.attributes.size() == 1);
  CHECK(call.search == search);
  CHECK(call.explained.empty());
}

TEST_CASE("no owner is unknown, and nobody is asked who uid 0 is") {
  FakeCall call;
  FakeSource source;
  CHECK(Entry().verify(call, source) == WARIFU_UNKNOWN);
  CHECK(reason(call) == "no-owner");
  CHECK(source.asked.empty());
  check_tells_nothing(call);
}

TEST_CASE("an entry with a domain speaks for owners of that domain only") {
  FakeSource source;
  const auto ask = [&](const char* domain) {
    Login call;
    call.who.domain = domain;
    const int code = Entry().with(Option::kDomain, "web").verify(call, source);
    if (code != WARIFU_PASS) {
      CHECK(reason(call) == "other-domain");
      check_tells_nothing(call);
    }
    return code;
  };
  for (const char* const other : {"", "batch", "Web", "web2", "we"}) {
    CHECK(ask(other) == WARIFU_UNKNOWN);
  }
  CHECK(source.asked.empty());
  CHECK(ask("web") == WARIFU_PASS);
}

TEST_CASE("not found, could not ask, and would block stay distinct") {
  struct Case {
    Outcome outcome;
    int code;
    const char* reason;
  };
  for (const Case& each : {Case{Outcome::kNotFound, WARIFU_UNKNOWN, "not-found"},
                           Case{Outcome::kUnavailable, WARIFU_UNAVAILABLE, "unavailable"},
                           Case{Outcome::kWouldBlock, WARIFU_WOULD_BLOCK, ""}}) {
    Login call;
    FakeSource source;
    // What an answer that is none carries along is not looked at.
    source.answer = {each.outcome, {"wp", 500}, false, "timed out"};
    CHECK(Entry().same_as_account().verify(call, source) == each.code);
    CHECK(reason(call) == each.reason);
    if (each.outcome == Outcome::kUnavailable) CHECK(call.detail == "timed out");
    check_tells_nothing(call);
  }
}

TEST_CASE("a malformed name never becomes an owner's, whatever is required") {
  for (const std::string& name :
       {std::string(), std::string("0"), std::string("10042"), std::string("+deploy"),
        std::string("wp\n"), std::string("wp\0", 3), std::string("a/b"), std::string(257, 'x')}) {
    Login call;
    FakeSource source;
    source.answer.user.name = name;
    CHECK(Entry().verify(call, source) == WARIFU_UNAVAILABLE);
    CHECK(reason(call) == "malformed-name");
    check_tells_nothing(call);
    CHECK(Entry().is_in_group(call, source, "deploy") == WARIFU_MEMBER_UNKNOWN);
    CHECK(source.groups_asked.empty());
  }
}

TEST_CASE("an empty account is not an empty name's") {
  Login call;
  call.asked.account = "";
  FakeSource source;
  source.answer.user.name = "";
  CHECK(Entry().same_as_account().verify(call, source) == WARIFU_UNAVAILABLE);
  source.answer.user.name = "wp";
  CHECK(Entry().same_as_account().verify(call, source) == WARIFU_FAIL);
}

TEST_CASE("same_as_account compares byte by byte") {
  FakeSource source;
  for (const std::string account : {"wp ", "WP", "w", "wpp", "wordpress", "", " wp"}) {
    Login call;
    call.asked.account = account.c_str();
    CHECK(Entry().same_as_account().verify(call, source) == WARIFU_FAIL);
    CHECK(reason(call) == "other-account");
    CHECK(call.detail == "uid 10042 is wp");
    check_tells_nothing(call);
  }
  Login call;
  CHECK(Entry().same_as_account().verify(call, source) == WARIFU_PASS);
}

TEST_CASE("a name in another Unicode normalisation is another name") {
  Login call;
  call.asked.account = "Mu\xcc\x88ller";  // u and a combining diaeresis
  FakeSource source;
  source.answer.user.name = "M\xc3\xbcller";
  CHECK(Entry().same_as_account().verify(call, source) == WARIFU_FAIL);
}

TEST_CASE("require_user passes the listed names alone") {
  FakeSource source;
  Login listed;
  CHECK(Entry().with_names(Option::kRequireUser, {"shop", "wp"}).verify(listed, source) ==
        WARIFU_PASS);
  Login call;
  CHECK(Entry().with_names(Option::kRequireUser, {"shop", "WP", "wp2"}).verify(call, source) ==
        WARIFU_FAIL);
  CHECK(reason(call) == "user-not-listed");
  check_tells_nothing(call);
}

TEST_CASE("require_groups passes who is in any of them") {
  FakeSource source;
  source.groups = {{"deploy", WARIFU_MEMBER}};
  Login call;
  CHECK(Entry().with_names(Option::kRequireGroups, {"web", "deploy", "x"}).verify(call, source) ==
        WARIFU_PASS);
  CHECK(source.groups_asked == std::vector<std::string>{"web", "deploy"});
  Login other;
  CHECK(Entry().with_names(Option::kRequireGroups, {"web"}).verify(other, source) == WARIFU_FAIL);
  CHECK(reason(other) == "not-in-group");
  check_tells_nothing(other);
}

TEST_CASE("a group that could not be asked is no answer, and another one may still be") {
  FakeSource source;
  source.groups = {{"away", WARIFU_MEMBER_UNAVAILABLE},
                   {"cold", WARIFU_MEMBER_WOULD_BLOCK},
                   {"strange", WARIFU_MEMBER_UNKNOWN},
                   {"deploy", WARIFU_MEMBER}};
  const auto ask = [&](std::vector<const char*> groups, const std::string& expected) {
    Login call;
    const int code =
        Entry().with_names(Option::kRequireGroups, std::move(groups)).verify(call, source);
    CHECK(reason(call) == expected);
    return code;
  };
  CHECK(ask({"away", "web"}, "groups-unavailable") == WARIFU_UNAVAILABLE);
  CHECK(ask({"strange", "web"}, "groups-unavailable") == WARIFU_UNAVAILABLE);
  CHECK(ask({"cold", "web"}, "") == WARIFU_WOULD_BLOCK);
  CHECK(ask({"away", "cold"}, "") == WARIFU_WOULD_BLOCK);
  CHECK(ask({"away", "cold", "deploy"}, "") == WARIFU_PASS);
}

TEST_CASE("all that is required must be met") {
  FakeSource source;
  source.groups = {{"deploy", WARIFU_MEMBER}};
  Entry entry;
  entry.same_as_account()
      .with_names(Option::kRequireUser, {"wp"})
      .with_names(Option::kRequireGroups, {"deploy"});
  Login call;
  CHECK(entry.verify(call, source) == WARIFU_PASS);
  Login other_account;
  other_account.asked.account = "shop";
  CHECK(entry.verify(other_account, source) == WARIFU_FAIL);
  source.groups.clear();
  Login not_in_group;
  CHECK(entry.verify(not_in_group, source) == WARIFU_FAIL);
}

TEST_CASE("a list that is empty passes nobody, and is warned of") {
  for (const Option option : {Option::kRequireUser, Option::kRequireGroups}) {
    Login call;
    FakeSource source;
    Entry entry;
    CHECK(entry.with_names(option, {}).verify(call, source) == WARIFU_FAIL);
    REQUIRE(entry.told.size() == 1);
    CHECK(entry.told[0].starts_with("warning require_"));
  }
}

TEST_CASE("a stale answer passes, and says so") {
  Login call;
  FakeSource source;
  source.answer.stale = true;
  source.answer.trouble = "connection refused";
  CHECK(Entry().verify(call, source) == WARIFU_PASS);
  CHECK(reason(call) == "stale");
  CHECK(call.detail == "connection refused");
}

TEST_CASE("a host that takes no name gets no pass") {
  Login call;
  call.set_result = -1;
  FakeSource source;
  CHECK(Entry().verify(call, source) == WARIFU_ERROR);
  CHECK(reason(call) == "not-set");
}

TEST_CASE("later entries are told about groups of this owner only") {
  FakeSource source;
  source.groups = {{"deploy", WARIFU_MEMBER}, {"away", WARIFU_MEMBER_UNAVAILABLE}};
  Login call;
  CHECK(Entry().is_in_group(call, source, "deploy") == WARIFU_MEMBER);
  CHECK(Entry().is_in_group(call, source, "web") == WARIFU_NOT_MEMBER);
  CHECK(Entry().is_in_group(call, source, "away") == WARIFU_MEMBER_UNAVAILABLE);
  CHECK(call.explained.empty());

  FakeCall nobody;
  CHECK(Entry().is_in_group(nobody, source, "deploy") == WARIFU_MEMBER_UNKNOWN);
  call.who.domain = "batch";
  CHECK(Entry().with(Option::kDomain, "web").is_in_group(call, source, "deploy") ==
        WARIFU_MEMBER_UNKNOWN);
}

TEST_CASE("a group's name that a client made up does not reach the directory") {
  FakeSource source;
  Login call;
  for (const char* const group : {"", "0", "+deploy", "a/b", "a\nb", "../x", "\xff"}) {
    CHECK(Entry().is_in_group(call, source, group) == WARIFU_MEMBER_UNKNOWN);
  }
  CHECK(Entry().is_in_group(call, source, nullptr) == WARIFU_MEMBER_UNKNOWN);
  CHECK(source.asked.empty());
}

TEST_CASE("later entries are told why it cannot be told") {
  Login call;
  const auto ask = [&](Outcome outcome) {
    FakeSource source;
    source.answer = {outcome, {"wp", 500}, false, ""};
    source.groups = {{"deploy", WARIFU_MEMBER}};
    return Entry().is_in_group(call, source, "deploy");
  };
  CHECK(ask(Outcome::kNotFound) == WARIFU_MEMBER_UNKNOWN);
  CHECK(ask(Outcome::kUnavailable) == WARIFU_MEMBER_UNAVAILABLE);
  CHECK(ask(Outcome::kWouldBlock) == WARIFU_MEMBER_WOULD_BLOCK);
}
