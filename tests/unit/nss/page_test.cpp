// SPDX-License-Identifier: MIT
// warifu-nss(5): its reasons are the module's, its options all there, and its example opens.
#include <catch2/catch.hpp>
#include <fstream>
#include <iostream>
#include <iterator>

#include "modules/directory/option.h"
#include "modules/directory/reason.h"
#include "tests/unit/module/opened.h"

namespace {

const std::string kBegin = ".\\\" The reasons begin here.\n";
const std::string kEnd = ".\\\" The reasons end here.\n";

std::string page() {
  std::ifstream file(WARIFU_NSS_PAGE);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  for (size_t at = 0; (at = text.find(what, at)) != text.npos; at += with.size())
    text.replace(at, what.size(), with);
  return text;
}

std::string rendered() {
  std::string text;
  for (const warifu_reason& each : warifu::directory::kReasons) {
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

}  // namespace

TEST_CASE("warifu-nss(5) has every reason of the module", "[page]") {
  INFO("to make them anew: test_nss '[print]', between the two comments of the page");
  CHECK(between(page(), kBegin, kEnd) == rendered());
}

TEST_CASE("print the reasons for warifu-nss(5)", "[.][print]") {
  std::cout << rendered();
}

TEST_CASE("warifu-nss(5) has every option of the module, with its default", "[page]") {
  const std::string text = page();
  for (const warifu_option& each : warifu::directory::kOptions) {
    CAPTURE(each.name);
    std::string line = std::string(".BR ") + each.name + " \" = ";
    if (each.default_value != nullptr) {
      line += replaced(each.default_value, "\"", "\\(dq") + "\"\n";
    }
    CHECK(text.find(line) != text.npos);
  }
}

TEST_CASE("the options that warifu-nss(5) shows open", "[page]") {
  const module_test::ModuleFolder folder;
  folder.write("nss", module_test::read_bytes(std::string(MODULES_OUT) + "/warifu_nss.so"));
  warifu::Diagnostics told;
  CHECK(open_instance(folder, "nss", between(page(), "[verify.options]\n", ".EE"), told));
  CHECK(told.items().empty());
}
