// SPDX-License-Identifier: MIT
// warifu-stns(5): its reasons are the module's, its options all there, and its example opens.
#include <catch2/catch.hpp>
#include <iostream>
#include <vector>

#include "core/module/descriptor.h"
#include "tests/unit/module/manual_page.h"
#include "tests/unit/stns/installed.h"

using namespace module_test;

namespace {

std::vector<warifu_reason> reasons_of(const warifu_module& module) {
  std::vector<warifu_reason> reasons;
  for (uint32_t i = 0; i < module.reason_count; ++i)
    reasons.push_back(warifu::reason_at(module, i));
  return reasons;
}

}  // namespace

TEST_CASE("warifu-stns(5) has every reason of the module", "[page]") {
  stns_test::Installed installed;
  const auto instance = installed.open("");
  REQUIRE(instance);
  INFO("to make them anew: test_stns '[print]', between the two comments of the page");
  CHECK(ManualPage(WARIFU_STNS_PAGE).reasons() ==
        reasons_in_man(reasons_of(instance->descriptor())));
}

TEST_CASE("print the reasons for warifu-stns(5)", "[.][print]") {
  stns_test::Installed installed;
  std::cout << reasons_in_man(reasons_of(installed.open("")->descriptor()));
}

TEST_CASE("warifu-stns(5) has every option of the module, with its default", "[page]") {
  const ManualPage page(WARIFU_STNS_PAGE);
  stns_test::Installed installed;
  const auto instance = installed.open("");
  REQUIRE(instance);
  const warifu_module& module = instance->descriptor();
  for (uint32_t i = 0; i < module.option_count; ++i) {
    const warifu_option each = warifu::option_at(module, i);
    CAPTURE(each.name);
    if (each.default_value) {
      CHECK(page.has(std::string(".BR ") + each.name + " \" = " + in_man(each.default_value) +
                     "\"\n"));
    } else {
      CHECK(page.has(each.name));
    }
  }
}

TEST_CASE("the options that warifu-stns(5) shows open", "[page]") {
  stns_test::Installed installed;
  const std::string token = installed.write("stns.token", "x\n");
  const std::string shown = ManualPage(WARIFU_STNS_PAGE).between("[verify.options]\n", ".EE");
  CHECK(installed.open(replaced(shown, "/etc/warifu/keys/stns.token", token)));
  CHECK(installed.told().empty());
}
