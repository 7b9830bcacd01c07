// SPDX-License-Identifier: MIT
// FORMAT.md says what the parser does.
#include <catch2/catch.hpp>
#include <fstream>
#include <regex>
#include <string>

#include "kernel/wire/option_parser.h"
#include "tests/unit/wire/bytes.h"

using namespace warifu::wire;

namespace {

std::string outcome(const ByteVector& block, Segment segment) {
  const auto parsed = parse_options(block, segment, {});
  if (!parsed) return "malformed";
  return *parsed ? "owner" : "no option";
}

}  // namespace

TEST_CASE("every block in the table of the format document reads as it says", "[wire]") {
  std::ifstream document(WARIFU_WIRE_FORMAT);
  const std::regex row("^\\| `([0-9a-f ]+)` \\| (owner|no option|malformed)\\b.*");
  int rows = 0;
  std::smatch match;
  for (std::string line; std::getline(document, line);) {
    if (!std::regex_match(line, match, row)) continue;
    ++rows;
    CAPTURE(line);
    CHECK(outcome(hex(match[1].str()), Segment::kSyn) == match[2].str());
  }
  CHECK(rows >= 10);
}

TEST_CASE("the worked options of the format document are well formed", "[wire]") {
  std::ifstream document(WARIFU_WIRE_FORMAT);
  const std::regex example("^    (?:option +)?(fe (?:0d|14|1c) [0-9a-f ]+)$");
  int examples = 0;
  std::smatch match;
  for (std::string line; std::getline(document, line);) {
    if (!std::regex_match(line, match, example)) continue;
    ++examples;
    CAPTURE(line);
    const ByteVector option = hex(match[1].str());
    const bool is_proof = option.size() == WARIFU_OPTION_PROOF_LENGTH;
    CHECK(outcome(option, is_proof ? Segment::kAfterSyn : Segment::kSyn) == "owner");
  }
  CHECK(examples >= 5);
}
