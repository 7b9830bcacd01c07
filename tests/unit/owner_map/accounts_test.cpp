// SPDX-License-Identifier: MIT
// [accounts]: whom an account that is named exactly belongs to.
#include "tests/unit/owner_map/map_text.h"

using namespace owner_map_test;

namespace {

const std::string kAccounts =
    "domain = \"web\"\n"
    "[accounts]\n"
    "wp_0042 = 10042\n"
    "shop = [10077, \"wpshop\", \"+deploy\"]\n"
    "report = { domain = \"batch\", any = [10088, \"reports\"] }\n"
    "one = { domain = \"batch\", any = \"+ops\" }\n"
    "nobody = []\n";

Told asked(const Asked& question) {
  return ask(kAccounts, question);
}

}  // namespace

TEST_CASE("an account belongs to the uid that is written, and to no other", "[accounts]") {
  CHECK(asked({"wp_0042", 10042, nullptr, "web"}) == Told{WARIFU_PASS, "mapped", "3", 0});
  CHECK(asked({"wp_0042", 10043, nullptr, "web"}) == Told{WARIFU_FAIL, "not-the-owner", "3", 0});
  CHECK(asked({"wp_0042", 0, "root", "web"}).code == WARIFU_FAIL);
  CHECK(asked({"WP_0042", 10042, nullptr, "web"}) == Told{WARIFU_FAIL, "not-mapped", "", 0});
}

TEST_CASE("any of a list's owners may log in: by uid, by name, by group", "[accounts]") {
  CHECK(asked({"shop", 10077, nullptr, "web"}) == Told{WARIFU_PASS, "mapped", "4", 0});
  CHECK(asked({"shop", 5, "wpshop", "web"}) == Told{WARIFU_PASS, "mapped", "4", 0});
  CHECK(asked({"shop", 5, "eve", "web", {{"deploy", WARIFU_MEMBER}}}) ==
        Told{WARIFU_PASS, "mapped", "4", 1});
  CHECK(asked({"shop", 5, "eve", "web"}) == Told{WARIFU_FAIL, "not-the-owner", "4", 1});
  // A name is never a group, nor the other way round.
  CHECK(asked({"shop", 5, "deploy", "web"}).code == WARIFU_FAIL);
  CHECK(asked({"shop", 5, "+deploy", "web"}).code == WARIFU_FAIL);
  CHECK(asked({"shop", 5, "eve", "web", {{"wpshop", WARIFU_MEMBER}}}).code == WARIFU_FAIL);
  CHECK(asked({"nobody", 5, "eve", "web"}).code == WARIFU_FAIL);
}

TEST_CASE("what cannot be told is no refusal of the owner, and no pass", "[accounts]") {
  CHECK(asked({"shop", 5, nullptr, "web"}) == Told{WARIFU_UNKNOWN, "name-unknown", "4", 1});
  CHECK(asked({"shop", 5, "eve", "web", {{"deploy", WARIFU_MEMBER_UNKNOWN}}}) ==
        Told{WARIFU_UNKNOWN, "groups-unknown", "4", 1});
  CHECK(asked({"shop", 5, "eve", "web", {{"deploy", WARIFU_MEMBER_UNAVAILABLE}}}) ==
        Told{WARIFU_UNAVAILABLE, "groups-unavailable", "4", 1});
  CHECK(asked({"shop", 5, "eve", "web", {{"deploy", WARIFU_MEMBER_WOULD_BLOCK}}}) ==
        Told{WARIFU_WOULD_BLOCK, "groups-would-block", "4", 1});
  // A number that no host should give is not a member.
  CHECK(asked({"shop", 5, "eve", "web", {{"deploy", 2}}}).code == WARIFU_UNKNOWN);
  // A directory that is away does not matter to who needs none.
  CHECK(asked({"shop", 10077, nullptr, "web", {{"deploy", WARIFU_MEMBER_UNAVAILABLE}}}) ==
        Told{WARIFU_PASS, "mapped", "4", 0});
}

TEST_CASE("of several groups one suffices, and what can still change is answered", "[accounts]") {
  const std::string text = "[accounts]\na = [\"+x\", \"+y\", \"+z\"]\n";
  CHECK(passes(text, {"a", 1, "n", "", {{"x", WARIFU_MEMBER_UNAVAILABLE}, {"z", WARIFU_MEMBER}}}));
  CHECK(
      ask(text, {"a", 1, "n", "", {{"x", WARIFU_MEMBER_UNKNOWN}, {"y", WARIFU_MEMBER_UNAVAILABLE}}})
          .code == WARIFU_UNAVAILABLE);
  CHECK(ask(text,
            {"a", 1, "n", "", {{"x", WARIFU_MEMBER_UNAVAILABLE}, {"y", WARIFU_MEMBER_WOULD_BLOCK}}})
            .code == WARIFU_WOULD_BLOCK);
}

TEST_CASE("owners of another domain are not known to the map", "[accounts]") {
  CHECK(asked({"wp_0042", 10042, nullptr, "batch"}) ==
        Told{WARIFU_UNKNOWN, "other-domain", "1", 0});
  CHECK(asked({"wp_0042", 10042, nullptr, ""}).code == WARIFU_UNKNOWN);
  CHECK(asked({"else", 10042, nullptr, "batch"}) == Told{WARIFU_UNKNOWN, "other-domain", "1", 0});
}

TEST_CASE("an entry's own domain stands for the map's", "[accounts]") {
  CHECK(asked({"report", 10088, nullptr, "batch"}) == Told{WARIFU_PASS, "mapped", "5", 0});
  CHECK(asked({"report", 5, "reports", "batch"}).code == WARIFU_PASS);
  CHECK(asked({"report", 10088, nullptr, "web"}) == Told{WARIFU_UNKNOWN, "other-domain", "5", 0});
  CHECK(asked({"one", 5, "x", "batch", {{"ops", WARIFU_MEMBER}}}).code == WARIFU_PASS);
}

TEST_CASE("an account that is named is decided by its entry alone", "[accounts]") {
  const std::string text = kAccounts + "[[rule]]\naccount = \"all\"\nowner = \"all\"\n";
  CHECK(ask(text, {"wp_0042", 5, "x", "web"}).code == WARIFU_FAIL);
  CHECK(ask(text, {"shop", 5, nullptr, "web"}).code == WARIFU_UNKNOWN);
  CHECK(ask(text, {"nobody", 5, "x", "web"}).code == WARIFU_FAIL);
  CHECK(ask(text, {"other", 5, "x", "web"}) == Told{WARIFU_PASS, "mapped", "8", 0});
}

TEST_CASE("without an owner or an account nothing passes", "[accounts]") {
  const std::string text = "[accounts]\na = 1\n[[rule]]\naccount = \"all\"\nowner = \"all\"\n";
  CHECK(ask(text, {""}) == Told{WARIFU_FAIL, "no-account", "", 0});
  CHECK(ask(text, {std::string(4097, 'a')}) == Told{WARIFU_FAIL, "account-too-long", "", 0});
  CHECK(passes(text, {std::string(4096, 'a')}));
  const auto map = read_text(text).map;
  REQUIRE(map);
  class None final : public owner_map::Groups {
    int has_group(const char*) override { return WARIFU_MEMBER; }
  } groups;
  owner_map::Question question;
  question.account = "a";
  question.who.uid = 1;
  CHECK(decide(*map, question, groups).code == WARIFU_UNKNOWN);
}

TEST_CASE("a uid is an integer from 0 to 4294967294, written as one", "[accounts]") {
  CHECK(passes("[accounts]\na = 4294967294\n", {"a", 4294967294u}));
  CHECK(passes("[accounts]\na = 1_000\n", {"a", 1000}));
  CHECK(passes("[accounts]\na = 0x10\n", {"a", 16}));
  for (const char* value :
       {"4294967295", "4294967296", "-1", "9999999999", "9223372036854775807"}) {
    CHECK(mistake(std::string("[accounts]\na = ") + value + "\n") ==
          std::string("2:5: a uid cannot be ") + value + "; write a number from 0 to 4294967294");
  }
  CHECK(warning("[accounts]\na = 0\n").starts_with("2:5: warning: uid 0 may log in"));
  CHECK(passes("[accounts]\na = 0\n", {"a", 0}));
  for (const char* value :
       {"1.0", "true", "2026-01-01", "[[1]]", "[{ any = 1 }]", "nan", "[1.5]"}) {
    CAPTURE(value);
    CHECK_FALSE(read_text(std::string("[accounts]\na = ") + value + "\n").map);
  }
}

TEST_CASE("a string that could be taken for a number, a group or a pattern is a mistake",
          "[accounts]") {
  for (const char* name : {"",         " ",     "0",     "10042",    " 12",     "12 ",    "+",
                           "+0",       "+ x",   "++x",   "-1",       "1_000",   "1-2",    "0x0",
                           "0X1f",     "-0x1",  "0b1",   "1.0",      "1,2",     "1 2",    "/^a$",
                           "all",      "+all",  "a:b",   "\\\\1",    "x\\\\1y", "+\\\\1", "\\u0000",
                           "a\\u0000", "a\\nb", "a\\tb", "\\u202ea", "\\u200b", "\\u007f"}) {
    CAPTURE(name);
    const Outcome outcome = read_text(std::string("[accounts]\na = \"") + name + "\"\n");
    CHECK_FALSE(outcome.map);
    CHECK(outcome.told.size() == 1);
    const Outcome listed = read_text(std::string("[accounts]\na = [5, \"") + name + "\"]\n");
    CHECK_FALSE(listed.map);
  }
  for (const char* name : {"a", "0a", "a0", "DOMAIN\\\\user", "user@example.org", "Domain Users",
                           "+Domain Users", "\\u00e4", "x-1", "0x", "root"}) {
    CAPTURE(name);
    CHECK(read_text(std::string("[accounts]\na = \"") + name + "\"\n").map);
  }
}

TEST_CASE("an account's name shows as what it is", "[accounts]") {
  for (const char* key :
       {"\"\"", "\"a\\u0000\"", "\"a\\nb\"", "\"\\u202eab\"", "\" a\"", "\"a \""}) {
    CAPTURE(key);
    CHECK_FALSE(read_text(std::string("[accounts]\n") + key + " = 1\n").map);
  }
  CHECK_FALSE(read_text("[accounts]\n" + std::string(1025, 'a') + " = 1\n").map);
  CHECK(read_text("[accounts]\n" + std::string(1024, 'a') + " = 1\n").map);
  CHECK(warning("[accounts]\nall = 1\n").starts_with("2:1: warning: the account \"all\" is meant"));
  CHECK(passes("[accounts]\n\"a.b\" = 7\n\"c d\" = 8\n", {"a.b", 7}));
  CHECK(passes("[accounts]\n\"\\\\1\" = 7\n\"+x\" = 8\n", {"\\1", 7}));
}

TEST_CASE("a table of an account says domain and any, and no more", "[accounts]") {
  CHECK(
      read_text("[accounts]\na.b = 1\nc = 2\n").told.back().starts_with("2:3: unknown key \"b\""));
  CHECK(mistake("[accounts]\na = { any = 1 }\n").find("missing key \"domain\"") !=
        std::string::npos);
  CHECK(mistake("[accounts]\na = { domain = \"x\" }\n").find("missing key \"any\"") !=
        std::string::npos);
  CHECK(mistake("[accounts]\na = { domain = \"\", any = 1 }\n").find("is no domain") !=
        std::string::npos);
}

TEST_CASE("an account twice is a mistake, however it is written", "[accounts]") {
  for (const char* text :
       {"a = 1\na = 1\n", "a = 1\n\"a\" = 2\n", "\"a\" = 1\na = 2\n", "a = 1\na.domain = \"x\"\n",
        "a = [1]\na = 2\n", "a = 1\nb = 2\na = 3\n"}) {
    CAPTURE(text);
    CHECK_FALSE(read_text(std::string("[accounts]\n") + text).map);
  }
  CHECK(mistake("[accounts]\na = 1\nb = 2\na = 3\n") ==
        "4:1: the account \"a\" is also named at " + kFile +
            ":2; remove one of them, or write all owners in one list");
}

TEST_CASE("an owner twice, and an account of nobody, are warned of", "[accounts]") {
  CHECK(warning("[accounts]\na = [1, \"x\", 1]\n").starts_with("2:14: warning: the account has"));
  CHECK(warning("[accounts]\na = []\n").starts_with("2:5: warning: the account belongs to nobody"));
  CHECK(warning("").starts_with("1:1: warning: the map passes nobody"));
}

TEST_CASE("an account of nobody is not uid 0's", "[accounts]") {
  for (const char* text :
       {"[accounts]\na = []\n", "[accounts]\na = { domain = 'w', any = [] }\n"}) {
    for (const uint32_t uid : {0u, 1u, UINT32_MAX}) {
      CAPTURE(text, uid);
      CHECK(ask(text, {"a", uid, "root", "w"}) == Told{WARIFU_FAIL, "not-the-owner", "2", 0});
    }
  }
}
