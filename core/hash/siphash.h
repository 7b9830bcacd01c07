// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <span>

namespace warifu {

using HashKey = std::array<uint64_t, 2>;

// SipHash-2-4 (Aumasson and Bernstein, 2012): a short keyed hash whose values nobody without the
// key can aim at. Here because OpenSSL's has to be set up on the heap, which costs more than the
// hash. Pure; safe on any thread.
class SipHash {
 public:
  static uint64_t of(std::span<const uint8_t> bytes, const HashKey& key) {
    SipHash hash(key);
    const size_t whole = bytes.size() / 8 * 8;
    for (size_t at = 0; at < whole; at += 8)
      hash.take(word(bytes.subspan(at, 8)));
    hash.take(word(bytes.subspan(whole)) | static_cast<uint64_t>(bytes.size() & 0xff) << 56);
    return hash.end();
  }

  // Of the word's eight bytes, lowest first.
  static uint64_t of(uint64_t value, const HashKey& key) {
    SipHash hash(key);
    hash.take(value);
    hash.take(uint64_t{8} << 56);
    return hash.end();
  }

  // Of words that come one by one. Who takes this sees to it that no two inputs are the same words:
  // the number of bytes is hashed only where it is among them.
  explicit SipHash(const HashKey& key)
      : v0_(key[0] ^ 0x736f6d6570736575),
        v1_(key[1] ^ 0x646f72616e646f6d),
        v2_(key[0] ^ 0x6c7967656e657261),
        v3_(key[1] ^ 0x7465646279746573) {}

  void take(uint64_t value) {
    v3_ ^= value;
    round();
    round();
    v0_ ^= value;
  }

  uint64_t end() {
    v2_ ^= 0xff;
    for (int i = 0; i < 4; ++i)
      round();
    return v0_ ^ v1_ ^ v2_ ^ v3_;
  }

 private:
  static uint64_t word(std::span<const uint8_t> bytes) {
    uint64_t value = 0;
    for (size_t i = 0; i < bytes.size(); ++i)
      value |= static_cast<uint64_t>(bytes[i]) << (8 * i);
    return value;
  }

  void round() {
    v0_ += v1_;
    v2_ += v3_;
    v1_ = std::rotl(v1_, 13) ^ v0_;
    v3_ = std::rotl(v3_, 16) ^ v2_;
    v0_ = std::rotl(v0_, 32);
    v2_ += v1_;
    v0_ += v3_;
    v1_ = std::rotl(v1_, 17) ^ v2_;
    v3_ = std::rotl(v3_, 21) ^ v0_;
    v2_ = std::rotl(v2_, 32);
  }

  uint64_t v0_, v1_, v2_, v3_;
};

}  // namespace warifu
