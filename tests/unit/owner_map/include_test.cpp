// SPDX-License-Identifier: MIT
// Maps of several files.
#include <algorithm>

#include "modules/owner_map/include.h"
#include "tests/unit/owner_map/map_text.h"

using namespace owner_map_test;

namespace {

const std::string kExtra = "/etc/warifu/maps/extra/";

Files files() {
  Files files;
  files.texts[kExtra + "b.toml"] = "[accounts]\nb = 2\n";
  files.texts[kExtra + "a.toml"] =
      "domain = 'web'\n[accounts]\na = 1\n[[rule]]\naccount = '/^u(.)$'\nowner = 'x\\1'\n";
  files.texts[kExtra + ".hidden.toml"] = "[accounts]\nhidden = 3\n";
  files.texts[kExtra + "b.toml.orig"] = "nonsense";
  return files;
}

std::string first(const Outcome& outcome) {
  CHECK(outcome.told.size() == 1);
  return outcome.told.empty() ? "" : outcome.told.front();
}

}  // namespace

TEST_CASE("included files add accounts and rules, in the order of their names", "[include]") {
  const Outcome outcome =
      read_text("domain = 'web'\ninclude = ['extra/*.toml']\n[accounts]\nm = 9\n", files());
  CAPTURE(outcome.told);
  REQUIRE(outcome.map);
  CHECK(outcome.told.empty());
  CHECK(outcome.map->files ==
        std::vector<std::string>{kFile, kExtra + "a.toml", kExtra + "b.toml"});
  CHECK(ask(*outcome.map, {"a", 1, nullptr, "web"}) ==
        Told{WARIFU_PASS, "mapped", kExtra + "a.toml:3", 0});
  CHECK(ask(*outcome.map, {"b", 2, nullptr, "web"}).code == WARIFU_PASS);
  CHECK(ask(*outcome.map, {"m", 9, nullptr, "web"}).where == "4");
  CHECK(ask(*outcome.map, {"u7", 9, "x7", "web"}).where == kExtra + "a.toml:4");
  CHECK(ask(*outcome.map, {"hidden", 3, nullptr, "web"}).code == WARIFU_FAIL);
  CHECK(ask(*outcome.map, {"a", 1, nullptr, "batch"}).code == WARIFU_UNKNOWN);
}

TEST_CASE("a pattern without a file is warned of, a file that is not there refused", "[include]") {
  const Outcome none = read_text("include = ['none/*.toml']\n[accounts]\nm = 9\n", files());
  CHECK(none.map);
  CHECK(first(none).starts_with("1:12: warning: no file matches \"none/*.toml\""));
  const Outcome missing = read_text("include = 'extra/none.toml'\n[accounts]\nm = 9\n", files());
  CHECK_FALSE(missing.map);
  CHECK(first(missing).starts_with("1:11: "));
}

TEST_CASE("a file that two patterns name is read once, and the map not by itself", "[include]") {
  Files there = files();
  there.texts[kFile] = "nonsense";
  const Outcome outcome = read_text(
      "domain = 'web'\ninclude = ['extra/*.toml', '/etc/warifu/maps/extra/a.toml', '*.toml']\n",
      there);
  CAPTURE(outcome.told);
  REQUIRE(outcome.map);
  CHECK(outcome.map->files.size() == 3);
}

TEST_CASE("an account in two files is told with both places", "[include]") {
  Files there = files();
  there.texts[kExtra + "b.toml"] = "[accounts]\n\na = 1\n";
  const Outcome outcome = read_text("domain = 'web'\ninclude = ['extra/*.toml']\n", there);
  CHECK_FALSE(outcome.map);
  CHECK(first(outcome).starts_with(kExtra + "b.toml:3:1: the account \"a\" is also named at " +
                                   kExtra + "a.toml:3;"));
}

TEST_CASE("an included file is about the same domain, and includes nothing", "[include]") {
  for (const char* domain : {"", "domain = 'batch'\n"}) {
    CAPTURE(domain);
    const Outcome outcome =
        read_text(std::string(domain) + "include = ['extra/*.toml']\n", files());
    CHECK_FALSE(outcome.map);
    CHECK(first(outcome).starts_with(kExtra + "a.toml:1:10: this file is about another domain"));
  }
  Files there = files();
  there.texts[kExtra + "a.toml"] = "include = ['b.toml']\n";
  const Outcome nested = read_text("include = ['extra/*.toml']\n", there);
  CHECK_FALSE(nested.map);
  CHECK(first(nested).starts_with(kExtra + "a.toml:1:11: an included file cannot include others"));
}

TEST_CASE("mistakes of included files are told beside the others", "[include]") {
  Files there = files();
  there.texts[kExtra + "a.toml"] = "[accounts\n";
  there.texts[kExtra + "b.toml"] = "x = 1\n";
  const Outcome outcome = read_text("include = ['extra/*.toml']\ny = 1\n", there);
  CHECK(outcome.told.size() == 3);
}

TEST_CASE("include stays below folders that are written out", "[include]") {
  for (const char* path : {"", "../x.toml", "extra/../x", "extra//x", "./x", "extra/", "/", "*/x",
                           "e[x]/a", "extra/.", "a\\\\b", "a\\u0000b", "/etc/../x"}) {
    CAPTURE(path);
    const Outcome outcome = read_text(std::string("include = [\"") + path + "\"]\n", files());
    CHECK_FALSE(outcome.map);
  }
  CHECK_FALSE(read_text("include = [5]\n").map);
  CHECK_FALSE(read_text("include = { a = 1 }\n").map);
}

TEST_CASE("patterns fit names as fnmatch does", "[include]") {
  const auto fit = [](const char* text, const std::vector<std::string>& names) {
    return owner_map::fitting(*owner_map::to_include_pattern(kFile, text), names);
  };
  CHECK(fit("*", {".a", "a", "b"}) == std::vector<std::string>{"a", "b"});
  CHECK(fit("[ab].toml", {"a.toml", "c.toml"}) == std::vector<std::string>{"a.toml"});
  CHECK(fit("?.toml", {"a.toml", "ab.toml"}) == std::vector<std::string>{"a.toml"});
  CHECK(fit(".*", {".a", "a"}) == std::vector<std::string>{".a"});
  CHECK(fit("[", {"[", "a"}) == std::vector<std::string>{"["});
}

TEST_CASE("a map includes no more than it may", "[include]") {
  Files there;
  for (int i = 0; i < 1100; ++i)
    there.texts[kExtra + std::to_string(i)] = "";
  const Outcome outcome = read_text("include = ['extra/*']\n", there);
  CHECK_FALSE(outcome.map);
  CHECK(first(outcome).starts_with("1:12: the map includes too much"));
}
