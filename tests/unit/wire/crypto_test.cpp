// SPDX-License-Identifier: MIT
// Keys and MACs against the worked values in vectors.json, which another implementation made.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "kernel/wire/key_derivation.h"
#include "kernel/wire/mac.h"
#include "kernel/wire/option_parser.h"
#include "tests/unit/wire/bytes.h"
#include "tests/unit/wire/vectors.h"

using namespace warifu::wire;
using nlohmann::json;

namespace {

bool same(const Secret& one, const Secret& other) {
  return std::equal(one.bytes().begin(), one.bytes().end(), other.bytes().begin());
}

warifu_mac_message message_of(const json& each, unsigned ctl) {
  const SignedConnection connection(each, ctl);
  warifu_mac_message message;
  warifu_write_mac_message(&message, &connection.input());
  return message;
}

}  // namespace

TEST_CASE("every worked key is derived", "[wire]") {
  const json file = load_vectors();
  REQUIRE(file["epoch_seconds"] == kEpochSeconds);
  for (const json& each : file["audience_keys"]) {
    const std::string audience = each["audience"];
    CHECK(same(derive_audience_key(secret_of(each["master"]), audience), secret_of(each["key"])));
  }
  for (const json& each : file["host_keys"]) {
    CHECK(same(derive_host_key(secret_of(each["audience_key"]), address(each["address"])),
               secret_of(each["key"])));
  }
  for (const json& each : file["epoch_keys"]) {
    const Purpose purpose = each["form"] == "claim" ? Purpose::kClaim : Purpose::kProof;
    CHECK(same(derive_epoch_key(secret_of(each["host_key"]), purpose, each["epoch"]),
               secret_of(each["key"])));
  }
}

TEST_CASE("every worked MAC is reproduced, and no bit of it can be altered", "[wire]") {
  const json file = load_vectors();
  const OptionRules rules{.exid = file["exid"].get<uint16_t>()};
  int checked = 0;
  for (const json& each : file["vectors"]) {
    if (each["form"] == "plain") continue;
    CAPTURE(each.dump());
    const ByteVector bytes = hex(each["option"].get<std::string>());
    const bool is_claim = each["form"] == "claim";
    const auto option =
        parse_options(bytes, is_claim ? Segment::kSyn : Segment::kAfterSyn, rules).value().value();
    const MacKey key(derive_epoch_key(secret_of(each["key"]),
                                      is_claim ? Purpose::kClaim : Purpose::kProof, each["epoch"]));
    const Digest expected = key.mac(message_of(each, bytes[4]));
    ByteVector mac(bytes.begin() + WARIFU_OPTION_PLAIN_LENGTH, bytes.end());
    CHECK(mac_matches(expected, mac));
    for (size_t bit = 0; bit < mac.size() * 8; ++bit) {
      mac[bit / 8] ^= static_cast<uint8_t>(1u << bit % 8);
      CHECK_FALSE(mac_matches(expected, mac));
      mac[bit / 8] ^= static_cast<uint8_t>(1u << bit % 8);
    }
    CHECK(option.slot == each["slot"]);
    ++checked;
  }
  CHECK(checked >= 120);
}

TEST_CASE("a MAC of no bytes, or of too many, matches nothing", "[wire]") {
  const Digest expected{};
  CHECK_FALSE(mac_matches(expected, {}));
  CHECK_FALSE(mac_matches(expected, ByteVector(33)));
}

TEST_CASE("an epoch is 64 seconds, and time before 1970 has the first", "[wire]") {
  CHECK(epoch_at(0) == 0);
  CHECK(epoch_at(63) == 0);
  CHECK(epoch_at(64) == 1);
  CHECK(epoch_at(-1) == 0);
}

TEST_CASE("a secret file is 64 hexadecimal digits and white space", "[wire]") {
  const std::string digits = "000102030405060708090a0b0c0d0e0f101112131415161718191A1B1C1D1E1F";
  const auto good = Secret::from_text(" " + digits + "\r\n");
  REQUIRE(good);
  CHECK(good->bytes()[31] == 0x1f);
  CHECK_FALSE(Secret::from_text(""));
  CHECK_FALSE(Secret::from_text("\n"));
  CHECK_FALSE(Secret::from_text(digits + "00"));
  CHECK_FALSE(Secret::from_text(digits.substr(2)));
  CHECK_FALSE(Secret::from_text("0x" + digits.substr(2)));
  CHECK_FALSE(Secret::from_text("g" + digits.substr(1)));
  CHECK_FALSE(Secret::from_text(std::string(64, '0')));
  CHECK_FALSE(Secret::from_text(digits.substr(0, 32) + "\n" + digits.substr(33)));
}

TEST_CASE("a fingerprint is of the key, and none of its bytes", "[wire]") {
  const Secret one = secret_of("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
  const Secret other =
      secret_of("010102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
  CHECK(fingerprint(one).size() == 16);
  CHECK(fingerprint(one) == fingerprint(one));
  CHECK(fingerprint(one) != fingerprint(other));
}
