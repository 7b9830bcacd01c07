// SPDX-License-Identifier: MIT
#include "core/hash/siphash.h"

#include <catch2/catch.hpp>
#include <vector>

using warifu::HashKey;
using warifu::SipHash;

namespace {

// Key 00 01 ... 0f, as in the paper's appendix.
constexpr HashKey kKey = {0x0706050403020100, 0x0f0e0d0c0b0a0908};

std::vector<uint8_t> counting(size_t length) {
  std::vector<uint8_t> bytes(length);
  for (size_t i = 0; i < length; ++i)
    bytes[i] = static_cast<uint8_t>(i);
  return bytes;
}

}  // namespace

TEST_CASE("SipHash gives its authors' values") {
  CHECK(SipHash::of(counting(0), kKey) == 0x726fdb47dd0e0e31);
  CHECK(SipHash::of(counting(1), kKey) == 0x74f839c593dc67fd);
  CHECK(SipHash::of(counting(8), kKey) == 0x93f5f5799a932462);
  CHECK(SipHash::of(counting(15), kKey) == 0xa129ca6149be45e5);
}

TEST_CASE("the hash of a word is that of its bytes") {
  CHECK(SipHash::of(uint64_t{0x0706050403020100}, kKey) == SipHash::of(counting(8), kKey));
}

TEST_CASE("words taken one by one give what their bytes give") {
  SipHash hash(kKey);
  hash.take(0x0706050403020100);
  hash.take(uint64_t{15} << 56 | 0x0e0d0c0b0a0908);
  CHECK(hash.end() == SipHash::of(counting(15), kKey));
}
