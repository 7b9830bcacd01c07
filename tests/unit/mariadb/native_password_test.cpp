// SPDX-License-Identifier: MIT
#include "sdk/servers/mariadb/native_password.h"

#include <catch2/catch.hpp>

#include <openssl/evp.h>

#include <algorithm>
#include <string>

using namespace warifu::mariadb;

namespace {

using Hash = std::array<unsigned char, kHashLength>;
using Scramble = std::array<unsigned char, kScrambleLength + 1>;

Hash sha1(std::string_view text) {
  Hash out{};
  REQUIRE(EVP_Digest(text.data(), text.size(), out.data(), nullptr, EVP_sha1(), nullptr) == 1);
  return out;
}

template <typename Bytes>
std::string_view view(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// What a client replies: SHA1(password) XOR SHA1(scramble, SHA1(SHA1(password))).
std::string reply(std::string_view password, const Scramble& scramble) {
  const Hash once = sha1(password);
  const Hash twice = sha1(view(once));
  const Hash mask =
      sha1(std::string(view(scramble).substr(0, kScrambleLength)) + std::string(view(twice)));
  std::string out;
  for (size_t i = 0; i < kHashLength; ++i)
    out += static_cast<char>(once[i] ^ mask[i]);
  return out;
}

}  // namespace

TEST_CASE("a hash is SHA1 of SHA1 of the password, in digits after a star") {
  std::array<char, kHashTextLength> text{};
  REQUIRE(hash_native("right", text));
  Hash hash{};
  REQUIRE(parse_native_hash({text.data(), text.size()}, hash));
  CHECK(hash == sha1(view(sha1("right"))));
  // A value that the server's documentation prints: PASSWORD('notagoodpwd').
  REQUIRE(hash_native("notagoodpwd", text));
  CHECK(std::string(text.data(), text.size()) == "*3A70EE9FC6594F88CE9E959CD51C5A1C002DC937");
}

TEST_CASE("what is no hash is not taken for one") {
  Hash hash{};
  const std::string good = "*3A70EE9FC6594F88CE9E959CD51C5A1C002DC937";
  CHECK(parse_native_hash(good, hash));
  for (const std::string& bad :
       {good.substr(1), good.substr(0, 40), good + "0", "+" + good.substr(1),
        "*" + std::string(40, 'G'), std::string(41, '*'), std::string(), std::string("invalid")}) {
    CHECK_FALSE(parse_native_hash(bad, hash));
  }
}

TEST_CASE("a reply proves the password of its scramble, and no other") {
  Scramble scramble{};
  REQUIRE(make_scramble(scramble));
  const Hash stored = sha1(view(sha1("right")));
  CHECK(proves_native(reply("right", scramble), scramble, view(stored)));
  CHECK_FALSE(proves_native(reply("wrong", scramble), scramble, view(stored)));
  Scramble other{};
  REQUIRE(make_scramble(other));
  CHECK_FALSE(proves_native(reply("right", other), scramble, view(stored)));
}

TEST_CASE("each bit of a reply counts, and its length") {
  Scramble scramble{};
  REQUIRE(make_scramble(scramble));
  const Hash stored = sha1(view(sha1("right")));
  const std::string good = reply("right", scramble);
  for (size_t bit = 0; bit < good.size() * 8; ++bit) {
    std::string bad = good;
    bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << bit % 8));
    CHECK_FALSE(proves_native(bad, scramble, view(stored)));
  }
  CHECK_FALSE(proves_native(good.substr(1), scramble, view(stored)));
  CHECK_FALSE(proves_native(good + good, scramble, view(stored)));
  CHECK_FALSE(proves_native("", scramble, view(stored)));
}

TEST_CASE("an account without a hash is proved by nothing") {
  Scramble scramble{};
  REQUIRE(make_scramble(scramble));
  CHECK_FALSE(proves_native("", scramble, ""));
  CHECK_FALSE(proves_native(reply("", scramble), scramble, ""));
  CHECK_FALSE(proves_native(std::string(kHashLength, '\0'), scramble, ""));
}

TEST_CASE("a scramble has no NUL within, and one behind; no two are the same") {
  Scramble before{};
  for (int i = 0; i < 2000; ++i) {
    Scramble scramble{};
    REQUIRE(make_scramble(scramble));
    CHECK(std::count(scramble.begin(), scramble.end() - 1, 0) == 0);
    CHECK(scramble.back() == 0);
    CHECK(scramble != before);
    before = scramble;
  }
}
