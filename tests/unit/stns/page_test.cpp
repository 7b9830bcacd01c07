// SPDX-License-Identifier: MIT
// warifu-stns(5): its reasons are the module's, its options all there, and its example opens.
#include <catch2/catch.hpp>
#include <fstream>
#include <iostream>
#include <iterator>

#include "core/module/descriptor.h"
#include "tests/unit/stns/installed.h"

namespace {

const std::string kBegin = ".\\\" The reasons begin here.\n";
const std::string kEnd = ".\\\" The reasons end here.\n";

std::string page() {
  std::ifstream file(WARIFU_STNS_PAGE);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  for (size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size())
    text.replace(at, what.size(), with);
  return text;
}

// As the page writes it.
std::string written(const std::string& text) {
  return replaced(replaced(text, "-", "\\-"), "\"", "\\(dq");
}

std::string rendered(const warifu_module& module) {
  std::string text;
  for (uint32_t i = 0; i < module.reason_count; ++i) {
    const warifu_reason each = warifu::reason_at(module, i);
    text += ".TP\n.B " + written(each.id) + "\n" + written(each.meaning) + "\n";
  }
  return text;
}

std::string between(const std::string& text, const std::string& begin, const std::string& end) {
  const size_t first = text.find(begin);
  REQUIRE(first != std::string::npos);
  const size_t last = text.find(end, first);
  REQUIRE(last != std::string::npos);
  return text.substr(first + begin.size(), last - first - begin.size());
}

}  // namespace

TEST_CASE("warifu-stns(5) has every reason of the module", "[page]") {
  stns_test::Installed installed;
  const auto instance = installed.open("");
  REQUIRE(instance);
  INFO("to make them anew: test_stns '[print]', between the two comments of the page");
  CHECK(between(page(), kBegin, kEnd) == rendered(instance->descriptor()));
}

TEST_CASE("print the reasons for warifu-stns(5)", "[.][print]") {
  stns_test::Installed installed;
  std::cout << rendered(installed.open("")->descriptor());
}

TEST_CASE("warifu-stns(5) has every option of the module, with its default", "[page]") {
  const std::string text = page();
  stns_test::Installed installed;
  const auto instance = installed.open("");
  REQUIRE(instance);
  const warifu_module& module = instance->descriptor();
  for (uint32_t i = 0; i < module.option_count; ++i) {
    const warifu_option each = warifu::option_at(module, i);
    CAPTURE(each.name);
    if (each.default_value) {
      const std::string line =
          std::string(".BR ") + each.name + " \" = " + written(each.default_value) + "\"\n";
      CHECK(text.find(line) != std::string::npos);
    } else {
      CHECK(text.find(each.name) != std::string::npos);
    }
  }
}

TEST_CASE("the options that warifu-stns(5) shows open", "[page]") {
  stns_test::Installed installed;
  const std::string token = installed.write("stns.token", "x\n");
  const std::string shown = between(page(), "[verify.options]\n", ".EE");
  CHECK(installed.open(replaced(shown, "/etc/warifu/keys/stns.token", token)));
  CHECK(installed.told().empty());
}
