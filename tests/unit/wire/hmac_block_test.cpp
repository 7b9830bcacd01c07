// SPDX-License-Identifier: MIT
// The plain C that BPF programs sign with: against OpenSSL, and against the worked values.
#include <openssl/sha.h>

#include <catch2/catch.hpp>
#include <cstring>
#include <nlohmann/json.hpp>
#include <random>

#include "kernel/wire/begin_hmac.h"
#include "kernel/wire/hmac_block.h"
#include "kernel/wire/key_derivation.h"
#include "kernel/wire/mac.h"
#include "tests/unit/wire/bytes.h"
#include "tests/unit/wire/vectors.h"

using namespace warifu::wire;
using nlohmann::json;

namespace {

class Random {
 public:
  void fill(void* out, size_t length) {
    auto* bytes = static_cast<uint8_t*>(out);
    for (size_t i = 0; i < length; ++i)
      bytes[i] = static_cast<uint8_t>(engine_());
  }
  Secret secret() {
    Secret made;
    fill(made.writable().data(), kSecretBytes);
    return made;
  }

 private:
  std::mt19937 engine_{254};
};

warifu_mac mac_by_blocks(const Secret& key, const warifu_mac_input& input) {
  warifu_hmac_states states;
  begin_hmac(key, states);
  warifu_mac_block block;
  warifu_write_mac_block(&block, &input);
  warifu_mac out;
  warifu_hmac(&out, &block, &states);
  return out;
}

// One block of a longer message and then its padding, as FIPS 180-4 has it.
Digest hash_64_bytes(const uint8_t* message) {
  uint32_t state[8] = WARIFU_SHA256_INITIAL;
  uint32_t words[16];
  std::memcpy(words, message, sizeof words);
  for (uint32_t& word : words)
    word = ntohl(word);
  warifu_sha256_block(state, words);
  uint32_t padding[16] = {0x80000000};
  padding[15] = 512;
  warifu_sha256_block(state, padding);
  for (uint32_t& word : state)
    word = htonl(word);
  Digest out;
  std::memcpy(out.data(), state, out.size());
  return out;
}

}  // namespace

TEST_CASE("the compression is that of OpenSSL's SHA-256", "[wire]") {
  Random random;
  for (int i = 0; i < 2000; ++i) {
    uint8_t message[64];
    random.fill(message, sizeof message);
    Digest expected;
    SHA256(message, sizeof message, expected.data());
    REQUIRE(hash_64_bytes(message) == expected);
  }
}

TEST_CASE("a MAC of two compressions is OpenSSL's HMAC", "[wire]") {
  Random random;
  for (int i = 0; i < 500; ++i) {
    const Secret key = random.secret();
    uint8_t source[16], destination[16];
    warifu_mac_input input{};
    random.fill(&input, sizeof input);
    random.fill(source, sizeof source);
    random.fill(destination, sizeof destination);
    input.source = source;
    input.destination = destination;
    input.bind %= 4;
    warifu_mac_message message;
    warifu_write_mac_message(&message, &input);
    const warifu_mac mac = mac_by_blocks(key, input);
    REQUIRE(mac_matches(MacKey(key).mac(message), mac.bytes));
  }
}

TEST_CASE("every worked MAC is what the BPF writer's arithmetic makes", "[wire]") {
  const json file = load_vectors();
  int checked = 0;
  for (const json& each : file["vectors"]) {
    if (each["form"] == "plain") continue;
    CAPTURE(each.dump());
    const ByteVector option = hex(each["option"].get<std::string>());
    const Purpose purpose = each["form"] == "claim" ? Purpose::kClaim : Purpose::kProof;
    const Secret key = derive_epoch_key(secret_of(each["key"]), purpose, each["epoch"]);
    const SignedConnection connection(each, option[4]);
    const warifu_mac mac = mac_by_blocks(key, connection.input());
    CHECK(std::memcmp(mac.bytes, option.data() + WARIFU_OPTION_PLAIN_LENGTH,
                      option.size() - WARIFU_OPTION_PLAIN_LENGTH) == 0);
    ++checked;
  }
  CHECK(checked >= 120);
}
