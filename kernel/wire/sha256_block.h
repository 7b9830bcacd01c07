/* SPDX-License-Identifier: MIT OR GPL-2.0-only
 *
 * SHA-256 (FIPS 180-4), one block at a time. Plain C for BPF programs, which have no library,
 * and for what has to agree with them; everything else uses OpenSSL.
 *
 * Shaped for BPF, which has ten registers, no rotation and a stack of 512 bytes: the schedule
 * stands in the 16 words of the block itself, a rotation is one shift of the word doubled, and a
 * barrier ends each step, as the compiler would otherwise begin many at once and spill them all.
 * No branch and no address depends on the data.
 */
#ifndef WARIFU_WIRE_SHA256_BLOCK_H
#define WARIFU_WIRE_SHA256_BLOCK_H

#define WARIFU_SHA256_INITIAL \
  { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 }

static const unsigned int warifu_sha256_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

/* The word twice, so that a right shift of it has the rotated word in its low half. */
static inline unsigned long long warifu_doubled(unsigned int word) {
  return (unsigned long long)word << 32 | word;
}

static inline unsigned int warifu_sha256_sum0(unsigned int a) { /* rotated by 2, 13, 22 */
  const unsigned long long twice = warifu_doubled(a);
  return (unsigned int)((((twice >> 9 ^ twice) >> 11) ^ twice) >> 2);
}

static inline unsigned int warifu_sha256_sum1(unsigned int e) { /* rotated by 6, 11, 25 */
  const unsigned long long twice = warifu_doubled(e);
  return (unsigned int)((((twice >> 14 ^ twice) >> 5) ^ twice) >> 6);
}

static inline unsigned int warifu_sha256_sigma0(unsigned int word) { /* by 7, 18; shifted by 3 */
  const unsigned long long twice = warifu_doubled(word);
  return (unsigned int)((twice >> 11 ^ twice) >> 7) ^ word >> 3;
}

static inline unsigned int warifu_sha256_sigma1(unsigned int word) { /* by 17, 19; shifted by 10 */
  const unsigned long long twice = warifu_doubled(word);
  return (unsigned int)((twice >> 2 ^ twice) >> 17) ^ word >> 10;
}

#define WARIFU_SHA256_BARRIER() __asm__ volatile("" ::: "memory")

/* One word of the schedule, in the place of the word 16 before it. */
#define WARIFU_SHA256_NEXT(words, i)                                                        \
  do {                                                                                      \
    (words)[i] += warifu_sha256_sigma0((words)[((i) + 1) & 15]) + (words)[((i) + 9) & 15] + \
                  warifu_sha256_sigma1((words)[((i) + 14) & 15]);                           \
    WARIFU_SHA256_BARRIER();                                                                \
  } while (0)

static inline void warifu_sha256_schedule(unsigned int words[16]) {
  WARIFU_SHA256_NEXT(words, 0);
  WARIFU_SHA256_NEXT(words, 1);
  WARIFU_SHA256_NEXT(words, 2);
  WARIFU_SHA256_NEXT(words, 3);
  WARIFU_SHA256_NEXT(words, 4);
  WARIFU_SHA256_NEXT(words, 5);
  WARIFU_SHA256_NEXT(words, 6);
  WARIFU_SHA256_NEXT(words, 7);
  WARIFU_SHA256_NEXT(words, 8);
  WARIFU_SHA256_NEXT(words, 9);
  WARIFU_SHA256_NEXT(words, 10);
  WARIFU_SHA256_NEXT(words, 11);
  WARIFU_SHA256_NEXT(words, 12);
  WARIFU_SHA256_NEXT(words, 13);
  WARIFU_SHA256_NEXT(words, 14);
  WARIFU_SHA256_NEXT(words, 15);
}

/* One round; the caller renames the eight variables instead of moving them. */
#define WARIFU_SHA256_ROUND(a, b, c, d, e, f, g, h, i)                  \
  do {                                                                  \
    (h) += w[i];                                                        \
    (h) += k[i];                                                        \
    (h) += warifu_sha256_sum1(e);                                       \
    (h) += (((f) ^ (g)) & (e)) ^ (g);                                   \
    (d) += (h);                                                         \
    (h) += warifu_sha256_sum0(a) + ((((a) | (b)) & (c)) | ((a) & (b))); \
    WARIFU_SHA256_BARRIER();                                            \
  } while (0)

/* `state` becomes the state after the block. `words` is the block as big-endian words, in the
 * machine's byte order; it is used up, and holds secrets if the block did. */
static inline void warifu_sha256_block(unsigned int state[8], unsigned int words[16]) {
  unsigned int a = state[0], b = state[1], c = state[2], d = state[3];
  unsigned int e = state[4], f = state[5], g = state[6], h = state[7];
  for (unsigned int i = 0; i < 64; i += 8) {
    const unsigned int* k = &warifu_sha256_constants[i];
    const unsigned int* w = &words[i & 8];
    if (i >= 16 && (i & 8) == 0) warifu_sha256_schedule(words);
    WARIFU_SHA256_ROUND(a, b, c, d, e, f, g, h, 0);
    WARIFU_SHA256_ROUND(h, a, b, c, d, e, f, g, 1);
    WARIFU_SHA256_ROUND(g, h, a, b, c, d, e, f, 2);
    WARIFU_SHA256_ROUND(f, g, h, a, b, c, d, e, 3);
    WARIFU_SHA256_ROUND(e, f, g, h, a, b, c, d, 4);
    WARIFU_SHA256_ROUND(d, e, f, g, h, a, b, c, 5);
    WARIFU_SHA256_ROUND(c, d, e, f, g, h, a, b, 6);
    WARIFU_SHA256_ROUND(b, c, d, e, f, g, h, a, 7);
  }
  state[0] += a, state[1] += b, state[2] += c, state[3] += d;
  state[4] += e, state[5] += f, state[6] += g, state[7] += h;
}

#endif
