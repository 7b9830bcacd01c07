// SPDX-License-Identifier: MIT
// warifu-owner-map(5): its reasons are the module's, its examples load, and no key is left out.
#include <fstream>
#include <iostream>
#include <iterator>

#include "modules/owner_map/reason.h"
#include "tests/unit/owner_map/map_text.h"

using namespace owner_map_test;

namespace {

const std::string kBegin = ".\\\" The reasons begin here.\n";
const std::string kEnd = ".\\\" The reasons end here.\n";

std::string page() {
  std::ifstream file(WARIFU_OWNER_MAP_PAGE);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  for (size_t at = 0; (at = text.find(what, at)) != text.npos; at += with.size())
    text.replace(at, what.size(), with);
  return text;
}

std::string rendered() {
  std::string text;
  for (const warifu_reason& each : owner_map::kReasons) {
    text += ".TP\n.B " + replaced(each.id, "-", "\\-") + "\n" + replaced(each.meaning, "-", "\\-") +
            "\n";
  }
  return text;
}

std::string between(const std::string& text, const std::string& begin, const std::string& end) {
  const size_t first = text.find(begin);
  REQUIRE(first != text.npos);
  const size_t last = text.find(end, first);
  REQUIRE(last != text.npos);
  return text.substr(first + begin.size(), last - first - begin.size());
}

// The example of a map that begins with `begin`, as the page shows it.
std::string example(const std::string& begin) {
  const std::string text = begin + between(page(), ".EX\n" + begin, ".EE");
  return replaced(replaced(text, "\\-", "-"), "\\e", "\\");
}

}  // namespace

TEST_CASE("warifu-owner-map(5) has every reason of the module", "[page]") {
  INFO("to make them anew: test_owner_map '[print]', between the two comments of the page");
  CHECK(between(page(), kBegin, kEnd) == rendered());
}

TEST_CASE("print the reasons for warifu-owner-map(5)", "[.][print]") {
  std::cout << rendered();
}

TEST_CASE("the maps that warifu-owner-map(5) shows load, without a warning", "[page]") {
  Files extra;
  extra.texts["/etc/warifu/maps/extra/a.toml"] = "";
  const Outcome first = read_text(example("domain  = \"web\"\n"), extra);
  CAPTURE(first.told);
  CHECK(first.told.empty());
  REQUIRE(first.map);
  CHECK(ask(*first.map, {"u10042", 10042, nullptr, "web"}).code == WARIFU_PASS);
  CHECK(ask(*first.map, {"shop_db", 1, "wp-shop", "web"}).code == WARIFU_PASS);
  const Outcome second = read_text(example("domain = \"web\"\n"));
  CAPTURE(second.told);
  CHECK(second.told.empty());
  REQUIRE(second.map);
  CHECK(ask(*second.map, {"t10042_main", 10042, nullptr, "web"}).code == WARIFU_PASS);
}

TEST_CASE("warifu-owner-map(5) describes every key", "[page]") {
  const std::string text = page();
  for (const std::string key :
       {"domain", "include", "[accounts]", "[[rule]]", "account", "uid", "owner"}) {
    CAPTURE(key);
    CHECK(text.find(".BR " + key) != text.npos);
  }
}
