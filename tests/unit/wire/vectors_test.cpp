// SPDX-License-Identifier: MIT
// The worked values in vectors.json were made by another implementation.
#include <catch2/catch.hpp>
#include <cstring>
#include <nlohmann/json.hpp>
#include <string>

#include "kernel/wire/option_parser.h"
#include "kernel/wire/option_writer.h"
#include "tests/unit/wire/bytes.h"
#include "tests/unit/wire/vectors.h"

using namespace warifu::wire;
using nlohmann::json;

namespace {

Form form_named(const std::string& name) {
  if (name == "plain") return Form::kPlainClaim;
  return name == "claim" ? Form::kSignedClaim : Form::kProof;
}

}  // namespace

TEST_CASE("every worked option parses to its owner, slot and form", "[wire]") {
  const json file = load_vectors();
  REQUIRE(file["vectors"].size() >= 121);
  const OptionRules rules{.exid = file["exid"].get<uint16_t>()};
  for (const json& each : file["vectors"]) {
    CAPTURE(each.dump());
    const ByteVector bytes = hex(each["option"].get<std::string>());
    const Form form = form_named(each["form"]);
    const Segment segment = form == Form::kProof ? Segment::kAfterSyn : Segment::kSyn;
    const auto parsed = parse_options(bytes, segment, rules);
    REQUIRE(parsed);
    REQUIRE(*parsed);
    CHECK((*parsed)->form == form);
    CHECK((*parsed)->uid == each["uid"].get<uint32_t>());
    CHECK((*parsed)->has_gid);
    CHECK((*parsed)->gid == each["gid"].get<uint32_t>());
    CHECK((*parsed)->slot == each.value("slot", 0));
    CHECK((*parsed)->bytes.size() == bytes.size());
  }
}

TEST_CASE("what we write is what the worked options have", "[wire]") {
  const json file = load_vectors();
  int plain = 0;
  for (const json& each : file["vectors"]) {
    CAPTURE(each.dump());
    const ByteVector bytes = hex(each["option"].get<std::string>());
    const uint32_t uid = each["uid"], gid = each["gid"];
    warifu_wire_head head;
    if (each["form"] == "plain") {
      ++plain;
      warifu_write_plain_claim(&head, WARIFU_OPTION_KIND, WARIFU_OPTION_EXID, uid, gid);
      REQUIRE(bytes.size() == sizeof(head));
    } else {
      const unsigned form = each["form"] == "claim" ? WARIFU_CTL_FORM_CLAIM : WARIFU_CTL_FORM_PROOF;
      const unsigned length =
          each["form"] == "claim" ? WARIFU_OPTION_CLAIM_LENGTH : WARIFU_OPTION_PROOF_LENGTH;
      warifu_write_head(&head, WARIFU_OPTION_KIND, length, WARIFU_OPTION_EXID,
                        WARIFU_CTL_VERSION_1 | form | each["slot"].get<unsigned>(), uid, gid);
    }
    CHECK(std::memcmp(&head, bytes.data(), sizeof(head)) == 0);
  }
  CHECK(plain > 0);
}
