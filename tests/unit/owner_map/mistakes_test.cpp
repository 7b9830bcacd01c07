// SPDX-License-Identifier: MIT
// Rules that do not load, and rules that are warned of.
#include "tests/unit/owner_map/map_text.h"

using namespace owner_map_test;

namespace {

const std::string kUsual = "account = '/^u([0-9]+)x$'\n";

std::string of(const std::string& keys) {
  return "[[rule]]\n" + keys;
}

std::string told_of(const std::string& account, const std::string& owner) {
  return mistake(of("account = '" + account + "'\nowner = '" + owner + "'\n"));
}

}  // namespace

TEST_CASE("a rule has one account and one owner", "[mistakes]") {
  CHECK(mistake(of("uid = 5\n")).starts_with("1:1: missing key \"account\""));
  CHECK(mistake(of("account = 'a'\n")).starts_with("1:1: the rule names no owner"));
  CHECK(mistake(of("account = 'a'\nuid = 5\nowner = 'x'\n")).starts_with("1:1: both \"uid\""));
  CHECK(mistake(of("account = 'a'\nuid = 5\ndomain = 'x'\n")).find("unknown key \"domain\"") !=
        std::string::npos);
  CHECK(mistake(of("account = 5\nuid = 5\n")).starts_with("2:11: \"account\" must be a string"));
  CHECK(mistake(of("account = 'a'\nowner = 5\n")).starts_with("3:9: \"owner\" must be a string"));
  CHECK(mistake("rule = [5]\n").find("a rule must be a table") != std::string::npos);
  CHECK(mistake("[rule]\naccount = 'a'\nuid = 5\n").find("\"rule\" must be an array") !=
        std::string::npos);
}

TEST_CASE("every mistake of a file is told at once", "[mistakes]") {
  const Outcome outcome = read_text(
      "domain = 5\nx = 1\n[accounts]\na = '0'\nb = -1\n[[rule]]\naccount = ''\nuid = 'x'\n");
  CHECK(outcome.told.size() == 6);
}

TEST_CASE("uid is an integer, or what was captured", "[mistakes]") {
  for (const char* uid :
       {"'10042'", "'0'", "'x'", "'\\\\1'", "'1\\1'", "''", "1.0", "true", "[5]"}) {
    CAPTURE(uid);
    CHECK(mistake(of(kUsual + "uid = " + uid + "\n")).starts_with("3:7: \"uid\" must be"));
  }
  CHECK(mistake(of(kUsual + "uid = -1\n")).starts_with("3:7: a uid cannot be -1"));
  CHECK(mistake(of(kUsual + "uid = 4294967295\n")).starts_with("3:7: a uid cannot be"));
  CHECK(warning(of(kUsual + "uid = 0\n")).starts_with("3:7: warning: uid 0"));
}

TEST_CASE("\\1 stands where an expression on the other side captures", "[mistakes]") {
  const std::string nothing = "\\\\1 stands for nothing";
  CHECK(told_of("a", "\\1").starts_with("3:9: " + nothing));
  CHECK(told_of("all", "x\\1").starts_with("3:9: " + nothing));
  CHECK(told_of("/^a$", "x\\1").starts_with("3:9: " + nothing));
  CHECK(told_of("/^(?:a)$", "x\\1").starts_with("3:9: " + nothing));
  CHECK(told_of("\\1", "x").starts_with("2:11: " + nothing));
  CHECK(told_of("\\1", "all").starts_with("2:11: " + nothing));
  CHECK(told_of("\\1x", "/^a$").starts_with("2:11: " + nothing));
  CHECK(told_of("\\1", "x\\1").starts_with("2:11: " + nothing));
  CHECK(mistake(of("account = 'a'\nuid = '\\1'\n")).starts_with("3:7: " + nothing));
  CHECK(mistake(of("account = '/^a$'\nuid = '\\1'\n")).starts_with("3:7: " + nothing));
  CHECK(told_of("/^(a)$", "\\1\\1").starts_with("3:9: \\\\1 stands in it more than once"));
  CHECK(told_of("/^(a)$", "+\\1").find("has \\\\1 where") != std::string::npos);
}

TEST_CASE("a rule has one expression, which compiles and is bounded", "[mistakes]") {
  CHECK(told_of("/^a$", "/^b$").starts_with("3:9: a rule can have one expression"));
  for (const char* pattern :
       {"/(", "/[", "/a(?=b)$", "/^(a)\\1$", "/^a{1001}$", "/\\C**", "/\\y"}) {
    CAPTURE(pattern);
    CHECK(told_of(pattern, "x").starts_with("2:11: the expression does not compile"));
  }
  CHECK(told_of("/", "x").starts_with("2:11: the expression is empty"));
  CHECK(told_of("/" + std::string(1025, 'a'), "x").starts_with("2:11: "));
  CHECK(told_of("/^(?m)a$", "x").find("sets (?m)") != std::string::npos);
  CHECK(told_of("/^(?im:a)$", "x").find("sets (?m)") != std::string::npos);
  CHECK(told_of("/^((((a{100}){100}){100}){100})$", "x").find("does not compile") !=
        std::string::npos);
  CHECK(read_text(of("account = '/^[(?m)]\\Q(?m)\\E\\(?m$'\nowner = 'x'\n")).map);
}

TEST_CASE("names in rules are held to what names in lists are", "[mistakes]") {
  for (const char* name : {"", "0", "10042", "+", "+0", "++x", "a:b", "1-2", "-1", "0x0", " x"}) {
    CAPTURE(name);
    CHECK_FALSE(told_of("a", name).empty());
  }
  for (const char* account : {"", " a", "a ", "+g"}) {
    CAPTURE(account);
    CHECK_FALSE(told_of(account, "x").empty());
  }
  CHECK_FALSE(mistake(of("account = \"a\\u0000\"\nuid = 5\n")).empty());
  CHECK_FALSE(mistake(of("account = \"/^a\\u202e$\"\nuid = 5\n")).empty());
  CHECK_FALSE(mistake(of("account = \"a\"\nowner = \"x\\u0000\"\n")).empty());
}

TEST_CASE("an expression without its ends is warned of", "[mistakes]") {
  const auto told = [](const std::string& pattern) {
    const Outcome outcome = read_text(of("account = '" + pattern + "'\nowner = 'x'\n"));
    CHECK(outcome.map);
    return outcome.told.empty() ? "" : outcome.told.front();
  };
  for (const char* pattern :
       {"/^a$", "/\\Aa\\z", "/^(a|b)$", "/^[|]$", "/^\\|$", "/^(?:a|b)$", "/^\\Q|\\E$"}) {
    CAPTURE(pattern);
    CHECK(told(pattern).empty());
  }
  CHECK(told("/a$").find("lacks ^ at its beginning;") != std::string::npos);
  CHECK(told("/^a").find("lacks $ at its end;") != std::string::npos);
  CHECK(told("/^a\\$").find("lacks $") != std::string::npos);
  CHECK(told("/^a[$]").find("lacks $") != std::string::npos);
  CHECK(told("/a").find("lacks ^ at its beginning and $ at its end") != std::string::npos);
  CHECK(told("/^a|b$").find("lacks ^ at its beginning and $ at its end") != std::string::npos);
  CHECK(told("/^a$|b").find("lacks") != std::string::npos);
}

TEST_CASE("a rule that lets uid 0 in is warned of", "[mistakes]") {
  const std::string zero = "3:7: warning: \\\\1 can be 0";
  CHECK(warning(of("account = '/^u([0-9]+)$'\nuid = '\\1'\n")).starts_with(zero));
  CHECK(warning(of("account = '/^u(.*)$'\nuid = '\\1'\n")).starts_with(zero));
  CHECK(warning(of("account = '/^(?:a|b)([0-9]{1,9})$'\nuid = '\\1'\n")).starts_with(zero));
  CHECK(read_text(of("account = '/^u([1-9][0-9]*)$'\nuid = '\\1'\n")).told.empty());
  CHECK(read_text(of("account = '/^[(0)]u(1[0-9]{4})$'\nuid = '\\1'\n")).told.empty());
  CHECK(warning(of("account = 'a'\nowner = 'all'\n")).starts_with("3:9: warning: \"all\" lets"));
  CHECK(warning(of("account = 'a'\nowner = '/^(.*)$'\n")).find("matches \"root\"") !=
        std::string::npos);
}

TEST_CASE("a remedy can be copied: no backslash of it is doubled", "[mistakes]") {
  CHECK(mistake(of("account = '+x'\nowner = 'b'\n")).ends_with("write \"/^[+]NAME$\""));
  CHECK(read_text(of("account = \"/^[+]NAME$\"\nowner = 'b'\n")).told.empty());
}

TEST_CASE("a name that is captured and can be root's is warned of", "[mistakes]") {
  const std::string root = "3:9: warning: what \\\\1 makes can be \"root\"";
  CHECK(warning(of("account = '/^(.*)$'\nowner = '\\1'\n")).starts_with(root));
  CHECK(warning(of("account = '/^(.*)_db$'\nowner = 'ro\\1'\n")).starts_with(root));
  CHECK(warning(of("account = '/^(o*)x$'\nowner = 'r\\1t'\n")).starts_with(root));
  CHECK(read_text(of("account = '/^(.*)$'\nowner = 'wp-\\1'\n")).told.empty());
  CHECK(read_text(of("account = '/^([0-9]+)$'\nowner = '\\1'\n")).told.empty());
  CHECK(read_text(of("account = '/^(.*)$'\nowner = 'root\\1t'\n")).told.empty());
}

TEST_CASE("a rule that can add nothing is warned of", "[mistakes]") {
  const std::string adds_nothing = "warning: the rule adds nothing to the one at " + kFile + ":1";
  const auto told = [](const std::string& first, const std::string& second) {
    std::string text;
    for (const std::string& each : {first, second})
      text += "[[rule]]\n" + each;
    std::string found;
    for (const std::string& each : read_text(text).told)
      if (each.find("adds nothing") != std::string::npos) found += each;
    return found;
  };
  const std::string a = "account = 'a'\n", all = "account = 'all'\n", bob = "owner = 'bob'\n";
  CHECK(told(a + bob, a + bob).starts_with("4:1: " + adds_nothing));
  CHECK_FALSE(told(all + bob, a + bob).empty());
  CHECK_FALSE(told(a + "owner = 'all'\n", a + bob).empty());
  CHECK_FALSE(told(all + "owner = 'all'\n", a + "uid = 5\n").empty());
  CHECK_FALSE(told("account = '/^a'\nuid = 5\n", "account = '/^a'\nuid = 5\n").empty());
  CHECK(told(a + bob, all + bob).empty());
  CHECK(told(a + bob, a + "owner = '+bob'\n").empty());
  CHECK(told(a + "uid = 5\n", a + "owner = 'uid 5'\n").empty());
  const std::string shadowed =
      warning("[accounts]\na = 5\n[[rule]]\naccount = 'a'\nowner = 'bob'\n");
  CHECK(shadowed.starts_with("3:1: warning: the rule is never looked at: its account is named at " +
                             kFile + ":2"));
}
