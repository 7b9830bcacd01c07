// SPDX-License-Identifier: MIT
#include "kernel/wire/option_parser.h"

#include <catch2/catch.hpp>
#include <string>

#include "tests/unit/wire/bytes.h"

using namespace warifu::wire;

namespace {

const ByteVector kSigned = hex("fe 14 5746 55 000003e8 00000064 01020304050607");
const ByteVector kProofOption =
    hex("fe 1c 5746 65 000003e8 00000064 0102030405060708090a0b0c0d0e0f");

// "owner", "none", or the fault's text.
std::string outcome(const ByteVector& block, const OptionRules& rules = {},
                    Segment segment = Segment::kSyn) {
  const auto parsed = parse_options(block, segment, rules);
  if (!parsed) return to_text(parsed.error());
  return *parsed ? "owner" : "none";
}

}  // namespace

TEST_CASE("a plain claim is found wherever it stands", "[wire]") {
  const ByteVector block =
      GENERATE(as<ByteVector>(), kPlain, join({kUsual, kPlain}), join({kPlain, kUsual}),
               join({hex("010101"), kPlain}), join({hex("0101"), kPlain, hex("01")}),
               join({kUsual, kPlain, hex("00")}));
  const auto parsed = parse_options(block, Segment::kSyn, {});
  REQUIRE(parsed);
  REQUIRE(*parsed);
  CHECK((*parsed)->form == Form::kPlainClaim);
  CHECK((*parsed)->uid == 1000);
  CHECK((*parsed)->has_gid);
  CHECK((*parsed)->gid == 100);
  CHECK(ByteVector((*parsed)->bytes.begin(), (*parsed)->bytes.end()) == kPlain);
}

TEST_CASE("a signed claim is decoded with its slot, its MAC untouched", "[wire]") {
  const ByteVector block = join({kUsual, kSigned});
  const auto parsed = parse_options(block, Segment::kSyn, {});
  REQUIRE(parsed);
  REQUIRE(*parsed);
  CHECK((*parsed)->form == Form::kSignedClaim);
  CHECK((*parsed)->slot == 5);
  CHECK((*parsed)->uid == 1000);
  CHECK((*parsed)->bytes.back() == 0x07);
}

TEST_CASE("no option for us is not malformed", "[wire]") {
  CHECK(outcome({}) == "none");
  CHECK(outcome(kUsual) == "none");
  CHECK(outcome(hex("01010101")) == "none");
  CHECK(outcome(hex("00")) == "none");
}

TEST_CASE("other experiments under both kinds are not ours", "[wire]") {
  CHECK(outcome(hex("fe 0d 5747 40 000003e8 00000064")) == "none");
  CHECK(outcome(hex("fd 0d 5746 40 000003e8 00000064")) == "none");
  CHECK(outcome(hex("fe 04 f989")) == "none");  // TCP Fast Open as an experiment
  CHECK(outcome(hex("fe 02")) == "none");       // no identifier at all
  CHECK(outcome(hex("fe 03 57")) == "none");
  CHECK(outcome(join({hex("fe 06 f989 1234"), kPlain})) == "owner");
}

TEST_CASE("kind and identifier are as configured", "[wire]") {
  const OptionRules rules{.kind = WARIFU_OPTION_KIND_OTHER, .exid = 0x1234};
  CHECK(outcome(hex("fd 0d 1234 40 000003e8 00000064"), rules) == "owner");
  CHECK(outcome(hex("fe 0d 1234 40 000003e8 00000064"), rules) == "none");
  CHECK(outcome(kPlain, rules) == "none");
}

TEST_CASE("bytes after the end of the list are no options", "[wire]") {
  CHECK(outcome(join({hex("00"), kPlain})) == "none");
  CHECK(outcome(join({kPlain, hex("00"), kPlain})) == "owner");
  CHECK(outcome(hex("01 00 fe ff")) == "none");
}

TEST_CASE("an option that runs past the header makes the segment malformed", "[wire]") {
  CHECK(outcome(hex("fe")) == "an option without a length, at byte 0 of the TCP options");
  CHECK(outcome(hex("01 02")) == "an option without a length, at byte 1 of the TCP options");
  CHECK(outcome(hex("02 05 05b4")) ==
        "an option longer than what is left of the header, at byte 1 of the TCP options");
  for (size_t cut = 1; cut < kPlain.size(); ++cut) {
    CAPTURE(cut);
    CHECK(outcome(ByteVector(kPlain.begin(), kPlain.end() - static_cast<long>(cut))) != "owner");
  }
  CHECK_THAT(outcome(join({kPlain, hex("02 ff")})), Catch::Contains("longer"));
}

TEST_CASE("an option of length 0 or 1 cannot hold the parser up", "[wire]") {
  CHECK(outcome(hex("02 00 0000")) ==
        "an option of a length below 2, at byte 1 of the TCP options");
  CHECK_THAT(outcome(hex("fe 01 5746")), Catch::Contains("below 2"));
  CHECK_THAT(outcome(join({kPlain, hex("08 00")})), Catch::Contains("below 2"));
}

TEST_CASE("a second warifu option: neither is believed", "[wire]") {
  CHECK(outcome(join({kPlain, hex("01"), kPlain})) ==
        "a second option that names an owner, at byte 14 of the TCP options");
  CHECK_THAT(outcome(join({kPlain, hex("fe 04 5746")})), Catch::Contains("second"));
  CHECK_THAT(outcome(join({hex("fe 04 5746"), kPlain})), Catch::Contains("second"));
  CHECK_THAT(outcome(join({kPlain, kSigned})), Catch::Contains("second"));
}

TEST_CASE("a length that does not fit the form", "[wire]") {
  const std::string text =
      "a warifu option of a length that does not fit its form, at byte 1 of the TCP options";
  CHECK(outcome(hex("fe 0c 5746 40 000003e8 000000")) == text);
  CHECK(outcome(hex("fe 0e 5746 40 000003e8 00000064 00")) == text);
  CHECK(outcome(hex("fe 14 5746 40 000003e8 00000064 01020304050607")) == text);
  CHECK(outcome(hex("fe 0d 5746 50 000003e8 00000064")) == text);
  CHECK(outcome(hex("fe 13 5746 50 000003e8 00000064 010203040506")) == text);
  CHECK(outcome(hex("fe 05 5746 40")) == text);
  CHECK_THAT(outcome(hex("fe 04 5746")), Catch::Contains("too short to have a form"));
}

TEST_CASE("only version 1 and its three forms are understood", "[wire]") {
  for (unsigned ctl = 0; ctl < 256; ++ctl) {
    CAPTURE(ctl);
    ByteVector plain = kPlain, claim = kSigned, proof = kProofOption;
    plain[4] = claim[4] = proof[4] = static_cast<uint8_t>(ctl);
    CHECK((outcome(plain) == "owner") == (ctl == 0x40));
    CHECK((outcome(claim) == "owner") == (ctl >= 0x50 && ctl <= 0x5f));
    CHECK((outcome(proof, {}, Segment::kAfterSyn) == "owner") == (ctl >= 0x60 && ctl <= 0x6f));
    CHECK(outcome(plain) != "none");
  }
  CHECK(outcome(hex("fe 0d 5746 00 000003e8 00000064")) ==
        "a warifu option of an unknown version, at byte 4 of the TCP options");
  CHECK_THAT(outcome(hex("fe 0d 5746 70 000003e8 00000064")), Catch::Contains("unknown form"));
  CHECK_THAT(outcome(hex("fe 0d 5746 41 000003e8 00000064")), Catch::Contains("key slot"));
}

TEST_CASE("a form stands in its own segment only", "[wire]") {
  CHECK(outcome(kProofOption) == "a proof in a SYN, at byte 4 of the TCP options");
  CHECK(outcome(kProofOption, {}, Segment::kAfterSyn) == "owner");
  CHECK_THAT(outcome(kPlain, {}, Segment::kAfterSyn), Catch::Contains("a claim after the SYN"));
  CHECK_THAT(outcome(kSigned, {}, Segment::kAfterSyn), Catch::Contains("a claim after the SYN"));
}

TEST_CASE("the id that nobody has is no owner", "[wire]") {
  CHECK(outcome(hex("fe 0d 5746 40 ffffffff 00000064")) ==
        "a uid that nobody has, at byte 5 of the TCP options");
  CHECK(outcome(hex("fe 0d 5746 40 000003e8 ffffffff")) ==
        "a gid that nobody has, at byte 9 of the TCP options");
  CHECK(outcome(hex("fe 0d 5746 40 fffffffe fffffffe")) == "owner");
  CHECK(outcome(hex("fe 0a 0000f991 ffffffff")) == "none");
  CHECK_THAT(outcome(hex("fe 0a 0000f991 ffffffff"), {.accept_tcpriv = true}),
             Catch::Contains("uid that nobody has"));
}

TEST_CASE("tcpriv's option is a claim without a gid, where the operator says so", "[wire]") {
  const OptionRules accept{.accept_tcpriv = true};
  CHECK(outcome(kTcpriv1000) == "none");
  const ByteVector block = join({kUsual, kTcpriv1000});
  const auto parsed = parse_options(block, Segment::kSyn, accept);
  REQUIRE(parsed);
  REQUIRE(*parsed);
  CHECK((*parsed)->form == Form::kTcpriv);
  CHECK((*parsed)->uid == 1000);
  CHECK_FALSE((*parsed)->has_gid);
  CHECK(outcome(hex("fd 0a 0000f991 000003e8"), accept) == "none");
  CHECK_THAT(outcome(hex("fe 0b 0000f991 000003e8 00"), accept), Catch::Contains("wrong length"));
  CHECK_THAT(outcome(hex("fe 06 0000f991"), accept), Catch::Contains("wrong length"));
  CHECK_THAT(outcome(join({kTcpriv1000, kTcpriv1000}), accept), Catch::Contains("second"));
  CHECK(outcome(join({kTcpriv1000, kTcpriv1000})) == "none");
}

TEST_CASE("a warifu option beside a tcpriv one is malformed, whatever is accepted", "[wire]") {
  const bool accept = GENERATE(false, true);
  const OptionRules rules{.accept_tcpriv = accept};
  CHECK(outcome(join({kPlain, kTcpriv1000}), rules) ==
        "a warifu option beside a tcpriv one, at byte 13 of the TCP options");
  CHECK_THAT(outcome(join({kTcpriv1000, kPlain}), rules), Catch::Contains("beside a tcpriv one"));
  CHECK_THAT(outcome(join({kTcpriv1000, hex("01"), kSigned}), rules), Catch::Contains("beside"));
}

TEST_CASE("a block longer than a header can hold is refused", "[wire]") {
  CHECK(outcome(ByteVector(40, 1)) == "none");
  CHECK_THAT(outcome(ByteVector(41, 1)), Catch::Contains("more options than a header holds"));
}
