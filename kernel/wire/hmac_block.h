/* SPDX-License-Identifier: MIT OR GPL-2.0-only
 *
 * HMAC-SHA256 over a MAC message, for BPF programs: the message and its padding fit one block,
 * and so does the outer hash, so that a MAC is two compressions. User space verifies with OpenSSL
 * (mac.h).
 */
#ifndef WARIFU_WIRE_HMAC_BLOCK_H
#define WARIFU_WIRE_HMAC_BLOCK_H

#include "kernel/wire/hmac_states.h"
#include "kernel/wire/mac_message.h"
#include "kernel/wire/sha256_block.h"

#define WARIFU_SHA256_BLOCK 64
#define WARIFU_SHA256_DIGEST 32

/* One block: first as bytes, then as the words that the compression takes. */
union warifu_mac_block {
  struct warifu_mac_message message;
  warifu_u8 bytes[WARIFU_SHA256_BLOCK];
  unsigned int words[WARIFU_SHA256_BLOCK / 4];
};

struct warifu_mac {
  warifu_u8 bytes[16]; /* of 32: more than any form carries */
};
WARIFU_WIRE_ASSERT(sizeof(union warifu_mac_block) == WARIFU_SHA256_BLOCK, "MAC block");
WARIFU_WIRE_ASSERT(WARIFU_MAC_MESSAGE_LENGTH + 1 + 8 <= WARIFU_SHA256_BLOCK, "one block");
WARIFU_WIRE_ASSERT(WARIFU_OPTION_PROOF_MAC_LENGTH <= sizeof(struct warifu_mac), "MAC");

static inline unsigned int warifu_big_endian(unsigned int word) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  return __builtin_bswap32(word);
#else
  return word;
#endif
}

/* The block that ends the inner hash: the message, and the padding of FIPS 180-4. */
static inline void warifu_write_mac_block(union warifu_mac_block* out,
                                          const struct warifu_mac_input* in) {
  __builtin_memset(out, 0, sizeof(*out));
  warifu_write_mac_message(&out->message, in);
  out->bytes[WARIFU_MAC_MESSAGE_LENGTH] = 0x80;
  for (int i = 0; i < 14; i++)
    out->words[i] = warifu_big_endian(out->words[i]);
  out->words[15] = (WARIFU_SHA256_BLOCK + WARIFU_MAC_MESSAGE_LENGTH) * 8;
}

/* `block` comes from warifu_write_mac_block() and is used up. Both passes go through one call of
 * the compression, because BPF gets a copy of it for each. */
static inline void warifu_hmac(struct warifu_mac* out, union warifu_mac_block* block,
                               const struct warifu_hmac_states* states) {
  unsigned int digest[8];
  for (int pass = 0; pass < 2; pass++) {
    __builtin_memcpy(digest, pass == 0 ? states->inner : states->outer, sizeof(digest));
    warifu_sha256_block(digest, block->words);
    if (pass == 1) break;
    __builtin_memset(block, 0, sizeof(*block));
    __builtin_memcpy(block->words, digest, sizeof(digest));
    block->words[8] = 0x80000000;
    block->words[15] = (WARIFU_SHA256_BLOCK + WARIFU_SHA256_DIGEST) * 8;
  }
  for (int i = 0; i < 4; i++) {
    const unsigned int word = warifu_big_endian(digest[i]);
    __builtin_memcpy(out->bytes + 4 * i, &word, sizeof(word));
  }
}

#endif
