// SPDX-License-Identifier: MIT
// warifu-keyring(5): its reasons are the module's, its examples load, and no key is left out.
#include <catch2/catch.hpp>
#include <iostream>

#include "modules/hmac_owner/reason.h"
#include "tests/unit/hmac_owner/keyring_text.h"
#include "tests/unit/module/manual_page.h"

using namespace hmac_owner_test;
using namespace module_test;

TEST_CASE("warifu-keyring(5) has every reason of the module", "[page]") {
  INFO("to make them anew: test_hmac_owner '[print]', between the two comments of the page");
  CHECK(ManualPage(WARIFU_KEYRING_PAGE).reasons() == reasons_in_man(hmac_owner::kReasons));
}

TEST_CASE("print the reasons for warifu-keyring(5)", "[.][print]") {
  std::cout << reasons_in_man(hmac_owner::kReasons);
}

TEST_CASE("the keyring that warifu-keyring(5) shows loads, without a warning", "[page]") {
  Secrets secrets;
  secrets.texts["/etc/warifu/keys/postgresql.audience"] = kSecret;
  secrets.texts["/etc/warifu/keys/office.key"] = kOtherSecret;
  const std::string example =
      ManualPage(WARIFU_KEYRING_PAGE).between(".EX\n[[key]]", ".EE", ".SH EXAMPLES");
  const Outcome outcome = read_text("[[key]]" + replaced(example, "\\-", "-"), secrets);
  CAPTURE(outcome.told);
  CHECK(outcome.told.empty());
  REQUIRE(outcome.keyring);
  CHECK(outcome.keyring->keys().size() == 3);
}

TEST_CASE("warifu-keyring(5) describes every key that an entry may have", "[page]") {
  const Outcome outcome = read_text(entry("zzzzzzzzzzzz = 1"));
  REQUIRE(outcome.told.size() == 1);
  const std::string known = outcome.told[0].substr(outcome.told[0].find("known keys: ") + 12);
  const ManualPage page(WARIFU_KEYRING_PAGE);
  size_t count = 0;
  for (size_t at = 0; at < known.size(); ++count) {
    const size_t end = std::min(known.find(", ", at), known.size());
    const std::string key = known.substr(at, end - at);
    CAPTURE(key);
    const bool described =
        page.has(".BR " + key + " ") || page.has(", \" " + key + " ") || page.has(" \", \" " + key);
    CHECK(described);
    at = end + 2;
  }
  CHECK(count == 11);
}
