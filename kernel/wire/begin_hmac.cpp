// SPDX-License-Identifier: MIT
#include "kernel/wire/begin_hmac.h"

#include <arpa/inet.h>

#include <cstring>

#include "kernel/wire/sha256_block.h"

namespace warifu::wire {
namespace {

constexpr uint32_t kInnerPad = 0x36363636;  // RFC 2104
constexpr uint32_t kOuterPad = 0x5c5c5c5c;

struct Block {  // wiped when it ends
  Block() = default;
  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;
  ~Block() { OPENSSL_cleanse(words, sizeof words); }
  uint32_t words[16] = {};
};

void hash_padded_key(const Secret& key, uint32_t pad, uint32_t (&state)[8]) {
  constexpr uint32_t kInitial[8] = WARIFU_SHA256_INITIAL;
  Block block;
  std::memcpy(block.words, key.bytes().data(), kSecretBytes);
  for (uint32_t& word : block.words)
    word = ntohl(word) ^ pad;
  std::memcpy(state, kInitial, sizeof state);
  warifu_sha256_block(state, block.words);
}

}  // namespace

void begin_hmac(const Secret& epoch_key, warifu_hmac_states& out) {
  hash_padded_key(epoch_key, kInnerPad, out.inner);
  hash_padded_key(epoch_key, kOuterPad, out.outer);
}

}  // namespace warifu::wire
