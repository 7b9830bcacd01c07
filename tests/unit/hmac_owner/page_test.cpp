// SPDX-License-Identifier: MIT
// warifu-keyring(5): its reasons are the module's, its examples load, and no key is left out.
#include <catch2/catch.hpp>
#include <fstream>
#include <iostream>
#include <iterator>

#include "modules/hmac_owner/reason.h"
#include "tests/unit/hmac_owner/keyring_text.h"

using namespace hmac_owner_test;

namespace {

const std::string kBegin = ".\\\" The reasons begin here.\n";
const std::string kEnd = ".\\\" The reasons end here.\n";

std::string page() {
  std::ifstream file(WARIFU_KEYRING_PAGE);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  for (size_t at = 0; (at = text.find(what, at)) != text.npos; at += with.size())
    text.replace(at, what.size(), with);
  return text;
}

std::string rendered() {
  std::string text;
  for (const warifu_reason& each : hmac_owner::kReasons) {
    text += ".TP\n.B " + replaced(each.id, "-", "\\-") + "\n" + replaced(each.meaning, "-", "\\-") +
            "\n";
  }
  return text;
}

std::string between(const std::string& text, const std::string& begin, const std::string& end,
                    size_t from = 0) {
  const size_t first = text.find(begin, from);
  REQUIRE(first != text.npos);
  const size_t last = text.find(end, first);
  REQUIRE(last != text.npos);
  return text.substr(first + begin.size(), last - first - begin.size());
}

}  // namespace

TEST_CASE("warifu-keyring(5) has every reason of the module", "[page]") {
  INFO("to make them anew: test_hmac_owner '[print]', between the two comments of the page");
  CHECK(between(page(), kBegin, kEnd) == rendered());
}

TEST_CASE("print the reasons for warifu-keyring(5)", "[.][print]") {
  std::cout << rendered();
}

TEST_CASE("the keyring that warifu-keyring(5) shows loads, without a warning", "[page]") {
  const std::string text = page();
  Secrets secrets;
  secrets.texts["/etc/warifu/keys/postgresql.audience"] = kSecret;
  secrets.texts["/etc/warifu/keys/office.key"] = kOtherSecret;
  const std::string example = between(text, ".EX\n[[key]]", ".EE", text.find(".SH EXAMPLES"));
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
  const std::string text = page();
  size_t count = 0;
  for (size_t at = 0; at < known.size(); ++count) {
    const size_t end = std::min(known.find(", ", at), known.size());
    const std::string key = known.substr(at, end - at);
    CAPTURE(key);
    const bool described = text.find(".BR " + key + " ") != text.npos ||
                           text.find(", \" " + key + " ") != text.npos ||
                           text.find(" \", \" " + key) != text.npos;
    CHECK(described);
    at = end + 2;
  }
  CHECK(count == 11);
}
