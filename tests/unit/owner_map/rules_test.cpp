// SPDX-License-Identifier: MIT
// [[rule]]: accounts that are not named, by pattern.
#include "tests/unit/owner_map/map_text.h"

using namespace owner_map_test;

namespace {

std::string rule(const std::string& account, const std::string& owner) {
  return "[[rule]]\naccount = '" + account + "'\nowner = '" + owner + "'\n";
}
std::string uid_rule(const std::string& account, const std::string& uid) {
  return "[[rule]]\naccount = '" + account + "'\nuid = " + uid + "\n";
}

const std::string kByUid = uid_rule("/^u([0-9]+)$", "'\\1'");
const std::string kByName = rule("/^wp_(.+)$", "wp-\\1");
const std::string kFromName = rule("\\1_db", "/^wp-(.*)$");

Asked named(const std::string& account, const char* name) {
  return {account, 10042, name};
}

}  // namespace

TEST_CASE("a captured number is the uid in plain decimal", "[rules]") {
  CHECK(ask(kByUid, {"u10042", 10042}) == Told{WARIFU_PASS, "mapped", "1", 0});
  CHECK(ask(kByUid, {"u10042", 10043}) == Told{WARIFU_FAIL, "not-the-owner", "1", 0});
  CHECK(passes(kByUid, {"u4294967294", 4294967294u}));
  CHECK(passes(kByUid, {"u0", 0}));
  for (const char* account :
       {"u010042", "u00", "u", "u4294967295", "u4294967296", "u18446744073709561658", "u10042\n",
        "u10042 ", "xu10042", "u+10042", "u-1", "u\xef\xbc\x91"}) {
    for (const uint32_t uid : {0u, 1u, 10042u, UINT32_MAX}) {
      CAPTURE(account, uid);
      CHECK(ask(kByUid, {account, uid}).code == WARIFU_FAIL);
    }
  }
  const std::string anything = uid_rule("/^u(.*)$", "'\\1'");
  for (const char* account : {"u+10042", "u-1", "u 10042", "u10042 ", "u0x0", "u", "u00", "u1e1"}) {
    CAPTURE(account);
    CHECK(ask(anything, {account, 10042}).code == WARIFU_FAIL);
    CHECK(ask(anything, {account, 0}).code == WARIFU_FAIL);
  }
}

TEST_CASE("what an account's expression captures is filled into the owner's name", "[rules]") {
  CHECK(ask(kByName, named("wp_shop", "wp-shop")) == Told{WARIFU_PASS, "mapped", "1", 0});
  CHECK(ask(kByName, named("wp_shop", "wp-sho")).code == WARIFU_FAIL);
  CHECK(ask(kByName, named("wp_shop", "wp-shopp")).code == WARIFU_FAIL);
  CHECK(ask(kByName, named("wp_shop", "shop")).code == WARIFU_FAIL);
  CHECK(ask(kByName, named("wp_\\1", "wp-\\1")).code == WARIFU_PASS);  // filled once
  CHECK(ask(kByName, named("wp_shop", nullptr)) == Told{WARIFU_UNKNOWN, "name-unknown", "1", 0});
  CHECK(ask(kByName, named("other", nullptr)) == Told{WARIFU_FAIL, "not-mapped", "", 0});
}

TEST_CASE("what an owner's expression captures is filled into the account", "[rules]") {
  CHECK(ask(kFromName, named("shop_db", "wp-shop")) == Told{WARIFU_PASS, "mapped", "1", 0});
  CHECK(ask(kFromName, named("_db", "wp-")).code == WARIFU_PASS);
  CHECK(ask(kFromName, named("shop_db", "wp-sho")) == Told{WARIFU_FAIL, "not-mapped", "", 0});
  CHECK(ask(kFromName, named("shop", "wp-shop")).code == WARIFU_FAIL);
  CHECK(ask(kFromName, named("xshop_db", "wp-shop")).code == WARIFU_FAIL);
  CHECK(ask(kFromName, named("shop_db", "eve")).code == WARIFU_FAIL);
  CHECK(ask(kFromName, named("shop_db", nullptr)) == Told{WARIFU_UNKNOWN, "name-unknown", "1", 0});
  // An account and the part before and after \1 must not overlap.
  const std::string both = rule("ab\\1bc", "/^(.*)$");
  CHECK(passes(both, named("abxbc", "x")));
  CHECK_FALSE(passes(both, named("abc", "b")));
}

TEST_CASE("an owner's expression gives an account, or all, to many", "[rules]") {
  const std::string text = rule("backup", "/^bk[0-9]$") + rule("all", "/^adm-");
  CHECK(passes(text, named("backup", "bk7")));
  CHECK(ask(text, named("backup", "bk77")) == Told{WARIFU_FAIL, "not-the-owner", "1", 0});
  CHECK(passes(text, named("whatever", "adm-x")));
  CHECK(ask(text, named("whatever", "bk7")) == Told{WARIFU_FAIL, "not-the-owner", "4", 0});
}

TEST_CASE("each kind of owner stands beside each kind of account", "[rules]") {
  for (const char* account : {"shop", "all", "/^sh"}) {
    CAPTURE(account);
    CHECK(passes(rule(account, "all"), {"shop"}));
    CHECK(passes(rule(account, "eve"), named("shop", "eve")));
    CHECK(ask(rule(account, "eve"), named("shop", nullptr)).code == WARIFU_UNKNOWN);
    CHECK(ask(rule(account, "eve"), named("shop", "Eve")).code == WARIFU_FAIL);
    CHECK(passes(uid_rule(account, "10042"), {"shop"}));
    CHECK(ask(uid_rule(account, "10043"), {"shop"}).reason == "not-the-owner");
    CHECK(ask(rule(account, "+g"), {"shop", 1, nullptr, "", {{"g", WARIFU_MEMBER}}}) ==
          Told{WARIFU_PASS, "mapped", "1", 1});
    CHECK(ask(rule(account, "+g"), {"shop"}) == Told{WARIFU_FAIL, "not-the-owner", "1", 1});
    CHECK(ask(rule(account, "+g"), {"shop", 1, nullptr, "", {{"g", WARIFU_MEMBER_UNAVAILABLE}}})
              .code == WARIFU_UNAVAILABLE);
    CHECK(ask(rule(account, "+g"), {"shop", 1, nullptr, "", {{"g", WARIFU_MEMBER_WOULD_BLOCK}}})
              .code == WARIFU_WOULD_BLOCK);
  }
  CHECK(ask(rule("shop", "all"), {"shops"}).reason == "not-mapped");
}

TEST_CASE("any rule that matches passes, wherever it stands", "[rules]") {
  const std::string text = rule("shop", "+g") + rule("/^sho", "bob") + uid_rule("all", "7");
  CHECK(ask(text, {"shop", 7}) == Told{WARIFU_PASS, "mapped", "7", 0});
  CHECK(ask(text, {"shop", 8, "bob"}) == Told{WARIFU_PASS, "mapped", "4", 0});
  CHECK(ask(text, {"shop", 8, "eve", "", {{"g", WARIFU_MEMBER}}}).where == "1");
  CHECK(ask(text, {"shop", 8, nullptr, "", {{"g", WARIFU_MEMBER}}}).code == WARIFU_PASS);
  CHECK(ask(text, {"shop", 8}) == Told{WARIFU_UNKNOWN, "name-unknown", "4", 1});
  CHECK(ask(text, {"other", 8}).code == WARIFU_FAIL);
  CHECK(ask(text, {"other", 8}).groups_asked == 0);
}

TEST_CASE("the first parentheses count, and must have taken part", "[rules]") {
  CHECK(passes(rule("/^(a+)(b+)$", "\\1"), named("aab", "aa")));
  CHECK_FALSE(passes(rule("/^(a)?b(c)$", "x\\1"), named("bc", "x")));
  CHECK_FALSE(passes(rule("/^(a)?b(c)$", "\\1"), named("bc", "c")));
  CHECK(passes(rule("/^(?:x)(a+)$", "\\1"), named("xa", "a")));
  CHECK(passes(rule("/^(?P<who>a+)$", "\\1"), named("a", "a")));
}

TEST_CASE("what an account says of itself means nothing", "[rules]") {
  // Words and signs of the map, sent by a client.
  const std::string text = rule("shop", "bob") + kByUid + kByName + rule("/^(.*)_x$", "\\1");
  for (const char* account :
       {"all", "+g", "/^shop$", "/..", "\\1", "u\\1", "wp_", "..", "_x", "\\0"}) {
    CAPTURE(account);
    const Told told = ask(text, {account, 0, "root", "", {{"g", WARIFU_MEMBER}}});
    CHECK(told.code == WARIFU_FAIL);
    CHECK(told.groups_asked == 0);
  }
}

TEST_CASE("a name that looks like a number is no uid", "[rules]") {
  CHECK_FALSE(passes(uid_rule("all", "10042"), {"x", 1, "10042"}));
  CHECK_FALSE(passes(kByUid, {"u10042", 1, "10042"}));
}

TEST_CASE("ends are ends of the text, not of a line", "[rules]") {
  const std::string text = rule("/^u(.)$", "all");
  CHECK(passes(text, {"u1"}));
  for (const char* account : {"u1\n", "\nu1", "x\nu1", "u1\nx", "u\n", "u1\r", "u1\xe2\x80\xae"}) {
    CAPTURE(account);
    CHECK_FALSE(passes(text, {account}));
  }
}

TEST_CASE("text that is not UTF-8 matches no expression", "[rules]") {
  const std::string text = rule("/u1", "all");
  CHECK(passes(text, {"xu1x"}));
  CHECK(passes(text, {"\xc3\xa4u1"}));
  for (const char* account : {"\xffu1", "u1\xff", "\xc0\xafu1", "\xed\xa0\x80u1", "u1\xc3"}) {
    CAPTURE(account);
    CHECK_FALSE(passes(text, {account}));
  }
  CHECK_FALSE(passes(rule("all", "/e"), named("x",
                                              "\xff"
                                              "e")));
  CHECK(passes(rule("all", "all"), {"\xff"}));
}

TEST_CASE("a search without ends finds what it looks for anywhere", "[rules]") {
  CHECK(passes(rule("/shop", "all"), {"myshops"}));
  CHECK(passes(rule("/^shop", "all"), {"shops"}));
  CHECK_FALSE(passes(rule("/^shop", "all"), {"myshop"}));
}

TEST_CASE("expressions that would explode elsewhere take no time here", "[rules]") {
  const std::string text = rule("/^(a+)+$", "\\1") + rule("/^(a|aa)+$", "eve") +
                           rule("/(x+x+)+y$", "eve") + rule("/(.*)(.*)(.*)(.*)(.*)q$", "eve");
  const std::string longest(4095, 'a');
  CHECK_FALSE(passes(text, named(longest + "!", "bob")));
  CHECK(passes(text, named(longest, longest.c_str())));
  CHECK_FALSE(passes(text, named(std::string(4096, 'x'), "bob")));
  // Longer ones are refused before any expression sees them.
  CHECK(ask(text, named(std::string(1 << 20, 'a'), "bob")).reason == "account-too-long");
  const std::string name(1 << 20, 'a');
  CHECK_FALSE(passes(rule("x", "/^(a+)+!$"), named("x", name.c_str())));
}
