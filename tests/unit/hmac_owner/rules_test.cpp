// SPDX-License-Identifier: MIT
// What must hold between the entries of a keyring.
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "modules/hmac_owner/crowd.h"
#include "tests/unit/hmac_owner/keyring_text.h"

using namespace hmac_owner_test;
using hmac_owner::Key;
using warifu::wire::Prefix;

namespace {

constexpr char kDerive[] = "derive = \"source-address\"\n";

std::string told(const std::string& text) {
  const Outcome outcome = read_text(text);
  CAPTURE(outcome.told);
  REQUIRE(outcome.told.size() <= 1);
  CHECK(outcome.keyring.has_value() == outcome.told.empty());
  return outcome.told.empty() ? "" : outcome.told[0];
}

std::string derived(const std::string& more) {
  return entry(kDerive + more);
}

// Keys without secrets, for the rules on addresses alone.
std::vector<Key> keys_from(const std::vector<std::vector<std::string>>& sources) {
  std::vector<Key> keys(sources.size());
  for (size_t i = 0; i < keys.size(); ++i) {
    keys[i].place.line = static_cast<uint32_t>(i + 1);
    if (sources[i].empty()) continue;
    keys[i].from.emplace();
    for (const std::string& text : sources[i])
      keys[i].from->push_back(warifu::wire::parse_prefix(text).value());
  }
  return keys;
}

std::vector<const Key*> pointers(const std::vector<Key>& keys) {
  std::vector<const Key*> all;
  for (const Key& key : keys)
    all.push_back(&key);
  return all;
}

// The same, looked at one address after the other.
size_t largest_crowd(const std::vector<Key>& keys, const std::vector<Prefix>& addresses) {
  size_t largest = 0;
  for (const Prefix& address : addresses) {
    const auto fits = [&](const Key& key) {
      return !key.from || std::any_of(key.from->begin(), key.from->end(),
                                      [&](const Prefix& from) { return contains(from, address); });
    };
    largest = std::max(largest, static_cast<size_t>(std::count_if(keys.begin(), keys.end(), fits)));
  }
  return largest;
}

}  // namespace

TEST_CASE("one secret in two entries is refused", "[rules]") {
  const std::string head = "this key has the same secret as that of line 1, ";
  const std::string remedy =
      "; give it a secret of its own: what one entry forbids, the other might allow";
  const std::string here = "10.1.0.0/16", there = "10.2.0.0/16";
  CHECK(told(entry() + entry()) == "6:1: " + head + "and not both derive keys from it" + remedy);
  CHECK(told(entry("slot = 3") + entry("slot = 4")).find("not both derive") != std::string::npos);
  CHECK(told(entry("from = [\"" + here + "\"]") + entry("from = [\"" + there + "\"]"))
            .find("not both derive") != std::string::npos);
  CHECK(told(derived("from = [\"" + here + "\"]") + entry("from = [\"" + there + "\"]"))
            .find("not both derive") != std::string::npos);
  CHECK(told(derived("") + derived("")).find("not both say \"from\"") != std::string::npos);
  CHECK(told(derived("from = [\"" + here + "\"]") + derived("")).find("not both say \"from\"") !=
        std::string::npos);
  CHECK(told(derived("slot = 1\nfrom = [\"" + here + "\"]") +
             derived("slot = 2\nfrom = [\"" + there + "\"]"))
            .find("under another slot") != std::string::npos);
  for (const std::string overlapping : {"10.1.0.0/16", "10.1.2.0/24", "10.0.0.0/8", "10.1.0.5"}) {
    CHECK(told(derived("from = [\"" + here + "\"]") +
               derived("from = [\"" + there + "\", \"" + overlapping + "\"]"))
              .find("overlap") != std::string::npos);
  }
}

TEST_CASE("one audience key may be divided among sources", "[rules]") {
  CHECK(told(derived("from = [\"10.1.0.0/16\"]\ndomain = \"web\"") +
             derived("from = [\"10.2.0.0/16\", \"2001:db8::/32\"]\ndomain = \"batch\"") +
             derived("from = [\"10.3.0.0/16\"]")) == "");
}

TEST_CASE("secrets of retired entries count too", "[rules]") {
  CHECK(told(entry() + entry("state = \"retired\"")).find("same secret") != std::string::npos);
}

TEST_CASE("more than 64 keys for one slot and address do not load", "[rules]") {
  Secrets secrets;
  std::string text;
  const auto add = [&](int number, const std::string& more) {
    const std::string path = "keys/" + std::to_string(number);
    std::string secret = kSecret;
    secret.replace(0, 4, std::to_string(1000 + number));
    secrets.texts["/etc/warifu/" + path] = secret;
    text += entry(more, path);
  };
  for (int i = 0; i < 63; ++i)
    add(i, i % 2 == 0 ? "" : "from = [\"10.1.0.0/16\"]");
  add(63, "from = [\"10.1.2.0/24\", \"10.1.2.5\"]");
  for (int i = 64; i < 90; ++i)
    add(i, "slot = 4\nfrom = [\"10.9.0." + std::to_string(i) + "\"]");
  CHECK(read_text(text, secrets).keyring);
  add(90, "from = [\"10.1.2.5\"]");
  const Outcome outcome = read_text(text, secrets);
  REQUIRE(outcome.told.size() == 1);
  CHECK(outcome.told[0].find("more than 64 keys of slot 3 fit 10.1.2.5/32; narrow their \"from\", "
                             "or spread them over several slots") != std::string::npos);
}

TEST_CASE("crowds are found as by looking at each address", "[rules]") {
  std::mt19937 dice(7);
  std::vector<Prefix> addresses;
  for (unsigned i = 0; i < 256; ++i) {
    addresses.push_back(warifu::wire::parse_prefix("10.0.0." + std::to_string(i)).value());
    addresses.push_back({6, {0, 0, 0, static_cast<uint8_t>(i)}, 128});
  }
  for (int round = 0; round < 200; ++round) {
    std::vector<std::vector<std::string>> sources(1 + dice() % 12);
    for (auto& one : sources) {
      for (unsigned i = dice() % 4; i > 0; --i) {
        const Prefix address = addresses[dice() % addresses.size()];
        const unsigned least = address.family == 4 ? 24 : 0;
        const unsigned most = address.family == 4 ? 32 : 33;
        one.push_back(to_text(widened(address, least + dice() % (most - least + 1))));
      }
    }
    const auto keys = keys_from(sources);
    const size_t largest = largest_crowd(keys, addresses);
    for (size_t limit = largest > 2 ? largest - 2 : 0; limit < largest + 2; ++limit) {
      CHECK(find_crowd(pointers(keys), limit).has_value() == (largest > limit));
    }
  }
}

TEST_CASE("a source finds its keys, and no others", "[rules]") {
  const auto read =
      keyring(entry("from = [\"10.1.0.0/16\", \"10.1.2.0/24\"]") + entry("slot = 4", "keys/b"));
  const auto count = [&](int slot, const char* text) {
    auto address = warifu::wire::parse_prefix(text).value();
    warifu::wire::Address wire = address.address;
    if (address.family == 4) {
      wire = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
      std::copy_n(address.address.begin(), 4, wire.begin() + 12);
    }
    return read.fitting(static_cast<uint8_t>(slot), wire).count;
  };
  CHECK(count(3, "10.1.2.3") == 1);  // once, though two of its prefixes fit
  CHECK(count(3, "10.1.9.9") == 1);
  CHECK(count(3, "10.2.0.0") == 0);
  CHECK(count(3, "a01::") == 0);  // the same first bytes as 10.1
  CHECK(count(4, "10.2.0.0") == 1);
  CHECK(count(4, "2001:db8::1") == 1);
  CHECK(count(5, "10.1.2.3") == 0);
  CHECK(read.has_slot(4));
  CHECK_FALSE(read.has_slot(5));
}

TEST_CASE("an IPv6 prefix never fits an IPv4 address", "[rules]") {
  const auto read = keyring(entry("from = [\"::/0\"]"));
  const warifu::wire::Address mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 10, 1, 0, 5};
  CHECK(read.fitting(3, mapped).count == 0);
  CHECK(read.fitting(3, {0x20, 1}).count == 1);
}
