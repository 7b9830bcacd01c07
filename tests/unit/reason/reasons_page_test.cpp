// SPDX-License-Identifier: MIT
#include "tests/unit/reason/reasons_page.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <iostream>
#include <iterator>

using namespace warifu::test;

namespace {

std::string page() {
  std::ifstream file(WARIFU_SOURCE_DIR "/packaging/man/warifu-reasons.7");
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("warifu-reasons(7) says what the catalogue says", "[reason]") {
  const std::string text = page();
  const size_t begin = text.find(kCatalogueBegin);
  const size_t end = text.find(kCatalogueEnd);
  REQUIRE(begin != text.npos);
  REQUIRE(end != text.npos);
  const size_t first = begin + kCatalogueBegin.size();
  INFO("to make it anew: test_reason '[page]', between the two comments of the page");
  CHECK(text.substr(first, end - first) == render_catalogue());
}

TEST_CASE("print the catalogue for warifu-reasons(7)", "[.][page]") {
  std::cout << render_catalogue();
}
