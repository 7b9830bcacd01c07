// SPDX-License-Identifier: MIT
// warifu-nss(5): its reasons are the module's, its options all there, and its example opens.
#include <catch2/catch.hpp>
#include <iostream>

#include "modules/directory/option.h"
#include "modules/directory/reason.h"
#include "tests/unit/module/manual_page.h"
#include "tests/unit/module/opened.h"

using namespace module_test;

TEST_CASE("warifu-nss(5) has every reason of the module", "[page]") {
  INFO("to make them anew: test_nss '[print]', between the two comments of the page");
  CHECK(ManualPage(WARIFU_NSS_PAGE).reasons() == reasons_in_man(warifu::directory::kReasons));
}

TEST_CASE("print the reasons for warifu-nss(5)", "[.][print]") {
  std::cout << reasons_in_man(warifu::directory::kReasons);
}

TEST_CASE("warifu-nss(5) has every option of the module, with its default", "[page]") {
  const ManualPage page(WARIFU_NSS_PAGE);
  for (const warifu_option& each : warifu::directory::kOptions) {
    CAPTURE(each.name);
    std::string line = std::string(".BR ") + each.name + " \" = ";
    if (each.default_value != nullptr) line += in_man(each.default_value) + "\"\n";
    CHECK(page.has(line));
  }
}

TEST_CASE("the options that warifu-nss(5) shows open", "[page]") {
  const ModuleFolder folder;
  folder.write("nss", read_bytes(std::string(MODULES_OUT) + "/warifu_nss.so"));
  warifu::Diagnostics told;
  const std::string shown = ManualPage(WARIFU_NSS_PAGE).between("[verify.options]\n", ".EE");
  CHECK(open_instance(folder, "nss", shown, told));
  CHECK(told.items().empty());
}
