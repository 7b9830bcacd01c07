// SPDX-License-Identifier: MIT
#include "core/reason/reason.h"

#include <catch2/catch.hpp>
#include <cctype>
#include <string_view>

using namespace warifu;

TEST_CASE("the catalogue is sorted, without a second entry for an id", "[reason]") {
  const auto reasons = core_reasons();
  for (size_t i = 1; i < reasons.size(); ++i) {
    CHECK(std::string_view(reasons[i - 1].id) < std::string_view(reasons[i].id));
  }
}

TEST_CASE("every entry says what it means and what to do", "[reason]") {
  for (const Reason& each : core_reasons()) {
    CAPTURE(each.id);
    CHECK(std::string_view(each.meaning).ends_with('.'));
    CHECK(std::string_view(each.remedy).ends_with('.'));
    for (const char c : std::string_view(each.id)) {
      CHECK((std::islower(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-'));
    }
  }
}

TEST_CASE("a reason is found by its id, and only by a whole one", "[reason]") {
  REQUIRE(find_core_reason(reason::kOwnerNotSaved) != nullptr);
  CHECK(find_core_reason("owner") == nullptr);
  CHECK(find_core_reason("") == nullptr);
}
