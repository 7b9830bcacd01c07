// SPDX-License-Identifier: MIT
// Bytes that a client chose must neither break a line nor pass for another part of it.
#include <algorithm>
#include <catch2/catch.hpp>
#include <climits>
#include <nlohmann/json.hpp>

#include "core/diagnostic/escape.h"
#include "core/log/decision_entry.h"
#include "tests/unit/log/fixture.h"

using namespace warifu;
using namespace warifu::test;

namespace {

std::string fields_of(const DecisionRecord& record) {
  Line line;
  DecisionEntry(record).append_fields(line);
  REQUIRE_FALSE(line.full());
  return std::string(line.view());
}

void fill_with(DecisionRecord& record, std::string_view text) {
  for (std::string_view* member :
       {&record.service, &record.owner_name, &record.domain, &record.account, &record.resource,
        &record.reason_id, &record.reason, &record.file, &record.module}) {
    *member = text;
  }
}

bool is_plain_line(std::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

}  // namespace

TEST_CASE("each of the 256 bytes comes back from the JSON as its escape", "[log]") {
  for (int byte = 0; byte < 256; ++byte) {
    CAPTURE(byte);
    const std::string account = "a" + std::string(1, static_cast<char>(byte)) + "z";
    DecisionRecord record = sample_refusal();
    record.account = account;
    const std::string json = json_of(record);
    CHECK(is_plain_line(json));
    CHECK(nlohmann::json::parse(json)["account"] == escaped(account));
    CHECK(is_plain_line(sentence_of(record)));
    CHECK_THAT(fields_of(record), Catch::Contains("\nWARIFU_ACCOUNT=" + escaped(account) + "\n"));
  }
}

TEST_CASE("text that would turn the line around or hide in it is spelled out", "[log]") {
  const std::string account =
      "shop\xE2\x80\xAE"
      "toor\xE2\x80\x8B\xE2\x80\xA8\xC2\x9B"
      "31m\x1B[2J";
  DecisionRecord record = sample_refusal();
  record.account = account;
  const std::string expected = R"(shop\u{202e}toor\u{200b}\u{2028}\u{9b}31m\x1b[2J)";
  CHECK(nlohmann::json::parse(json_of(record))["account"] == expected);
  CHECK_THAT(sentence_of(record), Catch::Contains(" as \"" + expected + "\" "));
}

TEST_CASE("an account with quotes cannot write the rest of the sentence itself", "[log]") {
  const std::string account = R"(root" from 10.9.9.9:1 by permit at /etc/x:1 [stack.pass]: ")";
  DecisionRecord record = sample_refusal();
  record.account = account;
  CHECK_THAT(sentence_of(record), Catch::Contains(R"( as "root\" from 10.9.9.9:1 by permit)"));
}

TEST_CASE("a newline in any member makes no second line and no journal field", "[log]") {
  DecisionRecord record = sample_refusal();
  const size_t fields = static_cast<size_t>(std::ranges::count(fields_of(record), '\n'));
  fill_with(record, "x\nWARIFU_VERDICT=pass\nMESSAGE=\n");
  CHECK(is_plain_line(json_of(record)));
  CHECK(is_plain_line(sentence_of(record)));
  CHECK(static_cast<size_t>(std::ranges::count(fields_of(record), '\n')) == fields);
}

TEST_CASE("an account of a megabyte is cut, between two characters, and the cut is told", "[log]") {
  std::string account;
  while (account.size() < 1'000'000)
    account += "\xE5\x89\xB2";  // three bytes each
  DecisionRecord record = sample_refusal();
  record.account = account;
  const std::string shown = nlohmann::json::parse(json_of(record))["account"];
  const std::string kept = account.substr(0, 255);
  CHECK(shown == kept + "\\cut{" + std::to_string(account.size() - 255) + "}");
}

TEST_CASE("an account cannot pretend to have been cut", "[log]") {
  DecisionRecord record = sample_refusal();
  record.account = "shop\\cut{5}";
  CHECK(nlohmann::json::parse(json_of(record))["account"] == R"(shop\\cut{5})");
}

TEST_CASE("the worst of everything still fits, and a sentence still goes into a pipe whole",
          "[log]") {
  DecisionRecord record = sample_refusal();
  record.uid = record.gid = record.line = UINT32_MAX;
  record.latency_us = INT64_MIN;
  record.generation = UINT64_MAX;
  record.peer = record.local = endpoint("2001:db8:1111:2222:3333:4444:5555:6666", 65535);
  const std::string text =
      GENERATE(as<std::string>{}, std::string(9000, '\\'), std::string(9000, '"'),
               std::string(9000, '\xFF'), std::string(9000, 'a'), std::string(9000, '\0'));
  fill_with(record, text);
  CHECK_NOTHROW(nlohmann::json::parse(json_of(record)));
  CHECK(sentence_of(record).size() + sizeof("warifu: \n") < PIPE_BUF);
  CHECK(fields_of(record).size() + sentence_of(record).size() + 200 < Line::kCapacity);
}
