// SPDX-License-Identifier: MIT
// warifu-owner-map(5): its reasons are the module's, its examples load, and no key is left out.
#include <iostream>

#include "modules/owner_map/reason.h"
#include "tests/unit/module/manual_page.h"
#include "tests/unit/owner_map/map_text.h"

using namespace module_test;
using namespace owner_map_test;

namespace {

// The example of a map that begins with `begin`, as the page shows it.
std::string example(const std::string& begin) {
  const std::string text =
      begin + ManualPage(WARIFU_OWNER_MAP_PAGE).between(".EX\n" + begin, ".EE");
  return replaced(replaced(text, "\\-", "-"), "\\e", "\\");
}

}  // namespace

TEST_CASE("warifu-owner-map(5) has every reason of the module", "[page]") {
  INFO("to make them anew: test_owner_map '[print]', between the two comments of the page");
  CHECK(ManualPage(WARIFU_OWNER_MAP_PAGE).reasons() == reasons_in_man(owner_map::kReasons));
}

TEST_CASE("print the reasons for warifu-owner-map(5)", "[.][print]") {
  std::cout << reasons_in_man(owner_map::kReasons);
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
  const ManualPage page(WARIFU_OWNER_MAP_PAGE);
  for (const std::string key :
       {"domain", "include", "[accounts]", "[[rule]]", "account", "uid", "owner"}) {
    CAPTURE(key);
    CHECK(page.has(".BR " + key));
  }
}
