// SPDX-License-Identifier: MIT
// What an operator may write under options, and what is said of the rest.
#include "core/module/options.h"

#include <catch2/catch.hpp>

using warifu::Diagnostics;
using warifu::OptionValues;

namespace {

enum { kFlag, kCount, kText, kWord, kWait, kNames, kPairs, kIds, kFile, kCert, kNeeded };

constexpr warifu_option kOptions[] = {
    {"flag", WARIFU_OPTION_BOOL, 0, "true", "", nullptr, 0, 0},
    {"count", WARIFU_OPTION_INTEGER, 0, nullptr, "", nullptr, 1, 10},
    {"text", WARIFU_OPTION_STRING, WARIFU_OPTION_SECRET, nullptr, "", nullptr, 0, 0},
    {"word", WARIFU_OPTION_CHOICE, 0, "\"claim\"", "", "claim|proof", 0, 0},
    {"wait", WARIFU_OPTION_DURATION, 0, "\"2s\"", "", nullptr, 1000, 60000000},
    {"names", WARIFU_OPTION_STRING_LIST, 0, nullptr, "", nullptr, 0, 0},
    {"pairs", WARIFU_OPTION_STRING_MAP, 0, nullptr, "", nullptr, 0, 0},
    {"ids", WARIFU_OPTION_ID_LIST, 0, nullptr, "", nullptr, 0, 0},
    {"file", WARIFU_OPTION_PATH, 0, nullptr, "", nullptr, 0, 0},
    {"tls.cert", WARIFU_OPTION_PATH, 0, nullptr, "", nullptr, 0, 0},
    {"needed", WARIFU_OPTION_INTEGER, WARIFU_OPTION_REQUIRED, nullptr, "how many", nullptr, 0, 0},
};

warifu_module module_of(const warifu_option* options, uint32_t count) {
  warifu_module module = {};
  module.name = "animal";
  module.options = options;
  module.option_count = count;
  module.option_size = sizeof(warifu_option);
  return module;
}

const warifu_module kModule = module_of(kOptions, std::size(kOptions));
const warifu::Place kEntry = {"/etc/warifu/stacks/s.toml", 40, 1};

OptionValues check(const std::string& toml, Diagnostics& diagnostics) {
  const warifu::Node node = warifu::parse_toml(toml, kEntry.file, diagnostics);
  REQUIRE_FALSE(diagnostics.has_errors());
  return check_options(kModule, node, kEntry, diagnostics);
}

OptionValues good(const std::string& toml) {
  Diagnostics diagnostics;
  OptionValues values = check("needed = 1\n" + toml, diagnostics);
  for (const auto& item : diagnostics.items())
    INFO(warifu::to_line(item));
  REQUIRE(diagnostics.items().empty());
  return values;
}

// The lines of every mistake, without the file.
std::string mistakes(const std::string& toml) {
  Diagnostics diagnostics;
  check("needed = 1\n" + toml, diagnostics);
  std::string lines;
  for (const auto& item : diagnostics.items()) {
    lines += warifu::to_line(item).substr(kEntry.file.size()) + "\n";
  }
  return lines;
}

}  // namespace

TEST_CASE("each type fills its member, with where it was written") {
  const OptionValues values = good(
      "flag = false\ncount = 7\ntext = \"x\"\nword = \"proof\"\nwait = \"1m\"\n"
      "names = [\"a\", \"b\"]\npairs = { k = \"v\", l = \"w\" }\nids = [1000, \"2000-2999\"]\n"
      "file = \"../map.toml\"\ntls.cert = \"/etc/cert\"\n");
  const auto& v = values.values();
  REQUIRE(v.size() == std::size(kOptions));
  CHECK(v[kFlag].is_set == 1);
  CHECK(v[kFlag].boolean == 0);
  CHECK(v[kFlag].line == 2);
  CHECK(v[kFlag].column == 8);
  CHECK(v[kCount].integer == 7);
  CHECK(v[kText].string == std::string("x"));
  CHECK(v[kWord].string == std::string("proof"));
  CHECK(v[kWait].integer == 60'000'000);
  REQUIRE(v[kNames].string_count == 2);
  CHECK(v[kNames].strings[1] == std::string("b"));
  REQUIRE(v[kPairs].string_count == 4);
  CHECK(v[kPairs].strings[2] == std::string("l"));
  CHECK(v[kPairs].strings[3] == std::string("w"));
  REQUIRE(v[kIds].range_count == 2);
  CHECK(v[kIds].ranges[1].first == 2000);
  CHECK(v[kIds].ranges[1].last == 2999);
  CHECK(v[kFile].string == std::string("/etc/warifu/map.toml"));
  CHECK(v[kCert].string == std::string("/etc/cert"));
  CHECK(values.place(kFlag).line == 2);
  CHECK(values.find(kModule, "ids") == &v[kIds]);
  CHECK(values.find(kModule, "names") == nullptr);
}

TEST_CASE("defaults count as set but as written nowhere, the rest is zero") {
  const OptionValues values = good("");
  const auto& v = values.values();
  CHECK(v[kFlag].is_set == 1);
  CHECK(v[kFlag].boolean == 1);
  CHECK(v[kFlag].line == 0);
  CHECK(v[kWord].string == std::string("claim"));
  CHECK(v[kWait].integer == 2'000'000);
  CHECK(v[kCount].is_set == 0);
  CHECK(v[kNames].is_set == 0);
  CHECK(v[kNames].strings == nullptr);
  CHECK(values.place(kFlag).line == kEntry.line);
  CHECK(values.place(9999).line == kEntry.line);
}

TEST_CASE("pointers stay valid when values are moved") {
  OptionValues first = good("text = \"short\"\nnames = \"only\"");
  const char* const text = first.values()[kText].string;
  const OptionValues second = std::move(first);
  CHECK(second.values()[kText].string == text);
  CHECK(second.values()[kText].string == std::string("short"));
  CHECK(second.values()[kNames].strings[0] == std::string("only"));
}

TEST_CASE("an empty list is set, and is not the same as none") {
  const OptionValues values = good("ids = []\nnames = []");
  CHECK(values.values()[kIds].is_set == 1);
  CHECK(values.values()[kIds].range_count == 0);
  CHECK(values.values()[kNames].is_set == 1);
}

TEST_CASE("an unknown option is told with the nearest that there is") {
  CHECK(mistakes("cuont = 1") ==
        ":2:1: unknown option \"cuont\" of module \"animal\"; did you mean \"count\"?\n");
  CHECK(mistakes("tls.crt = \"/x\"") ==
        ":2:5: unknown option \"tls.crt\" of module \"animal\"; did you mean \"tls.cert\"?\n");
}

TEST_CASE("a quoted key with a dot is not the key of a table") {
  CHECK_THAT(mistakes("\"tls.cert\" = \"/x\""),
             Catch::StartsWith(":2:1: unknown option \"tls.cert\""));
}

TEST_CASE("a table of options must be a table") {
  CHECK_THAT(mistakes("tls = 3"),
             Catch::StartsWith(":2:7: option \"tls\" must be a table, not an integer"));
}

TEST_CASE("values of the wrong type are told with how to write them") {
  CHECK(mistakes("flag = \"yes\"") ==
        ":2:8: option \"flag\" must be a boolean, not a string; write it as true or false, without "
        "quotes\n");
  CHECK(mistakes("count = \"7\"") ==
        ":2:9: option \"count\" must be an integer, not a string; write it as a plain number, "
        "without quotes\n");
  CHECK(mistakes("wait = 5") ==
        ":2:8: option \"wait\" must be a duration, not an integer; write it as \"200ms\", \"2s\", "
        "\"5m\" or \"1h\"\n");
  CHECK_THAT(mistakes("names = [1]"), Catch::Contains("option \"names\" must be a string"));
  CHECK_THAT(mistakes("names = true"),
             Catch::Contains("option \"names\" must be a list of strings"));
  CHECK_THAT(mistakes("pairs = { k = 1 }"), Catch::Contains("option \"pairs\" must be a string"));
  CHECK_THAT(mistakes("pairs = []"),
             Catch::Contains("option \"pairs\" must be a table of strings"));
  CHECK_THAT(mistakes("file = 1"), Catch::Contains("option \"file\" must be a string"));
  CHECK_THAT(mistakes("ids = [\"20-10\"]"), Catch::Contains("option \"ids\": "));
}

TEST_CASE("values out of range are told with the range") {
  const char* const says = "option \"count\" is out of range; give a value from 1 to 10\n";
  CHECK(mistakes("count = 0") == std::string(":2:9: ") + says);
  CHECK(mistakes("count = 11") == std::string(":2:9: ") + says);
  CHECK(mistakes("wait = \"2h\"") ==
        ":2:8: option \"wait\" is out of range; give a value from 1000us to 60000000us\n");
  CHECK(good("count = 1").values()[kCount].integer == 1);
  CHECK(good("count = 10").values()[kCount].integer == 10);
}

TEST_CASE("a choice that there is not is told with what there is") {
  CHECK(mistakes("word = \"proofs\"") ==
        ":2:8: option \"word\" cannot be \"proofs\"; did you mean \"proof\"?\n");
  CHECK(mistakes("word = \"\"") ==
        ":2:8: option \"word\" cannot be \"\"; use one of \"claim\" \"proof\"\n");
  CHECK(mistakes("word = \"claim|proof\"").find("cannot be") != std::string::npos);
}

TEST_CASE("half of a text with a NUL in it never reaches a module") {
  CHECK_THAT(mistakes("text = \"a\\u0000b\""), Catch::Contains("has a NUL character in it"));
  CHECK_THAT(mistakes("pairs = { \"a\\u0000b\" = \"v\" }"),
             Catch::Contains("has a NUL character in it"));
}

TEST_CASE("paths are absolute and plain, from the stack's own folder") {
  CHECK(good("file = \"a/./b\"").values()[kFile].string == std::string("/etc/warifu/stacks/a/b"));
  CHECK(good("file = \"/x//y/\"").values()[kFile].string == std::string("/x/y"));
  CHECK(good("file = \"../../../../..\"").values()[kFile].string == std::string("/"));
  CHECK_THAT(mistakes("file = \"\""), Catch::Contains("is an empty path; name a file"));
}

TEST_CASE("a missing option that is required is told at the entry, with its help") {
  Diagnostics diagnostics;
  check("", diagnostics);
  REQUIRE(diagnostics.items().size() == 1);
  CHECK(warifu::to_line(diagnostics.items().front()) ==
        kEntry.file +
            ":40:1: module \"animal\" needs option \"needed\"; add options.needed: how many");
}

TEST_CASE("all mistakes are told at once") {
  Diagnostics diagnostics;
  check("flag = 1\ncount = 99\nnonsense = 3\nids = [-1]\n", diagnostics);
  CHECK(diagnostics.items().size() == 5);
}

TEST_CASE("a secret's value is in no message") {
  constexpr warifu_option secrets[] = {
      {"key", WARIFU_OPTION_STRING, WARIFU_OPTION_SECRET, nullptr, "", nullptr, 0, 0},
      {"keys", WARIFU_OPTION_STRING_LIST, WARIFU_OPTION_SECRET, nullptr, "", nullptr, 0, 0}};
  Diagnostics diagnostics;
  const warifu::Node node = warifu::parse_toml(
      "key = \"hunter2\\u0000\"\nkeys = [\"hunter2\", 5]\n", kEntry.file, diagnostics);
  check_options(module_of(secrets, 2), node, kEntry, diagnostics);
  CHECK(diagnostics.items().size() == 2);
  for (const auto& item : diagnostics.items()) {
    CHECK(warifu::to_line(item).find("hunter2") == std::string::npos);
  }
}
