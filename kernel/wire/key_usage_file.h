/* SPDX-License-Identifier: MIT OR GPL-2.0-only
 *
 * How often each key was used: the file WARIFU_KEY_USAGE_NAME in the folder of a service's replay
 * cache. Every process of the server counts in it, through a shared mapping, with atomic additions
 * to aligned 8-byte words; `warifu key usage SERVICE` reads it (key_usage_reader.h). It belongs to
 * the server's user, who can write anything into it: it decides nothing.
 *
 * A header, then `rows` rows, and nothing behind them. Integers in the machine's byte order. A row
 * is taken once, by putting a fingerprint where zeros were, and never given back. Where a
 * fingerprint stands is the writer's matter: a reader looks at every row.
 */
#ifndef WARIFU_WIRE_KEY_USAGE_FILE_H
#define WARIFU_WIRE_KEY_USAGE_FILE_H

#include <stdint.h>

#include "kernel/wire/option.h"

#define WARIFU_KEY_USAGE_NAME "keys"
#define WARIFU_KEY_USAGE_MAGIC "WARIFUKU" /* 8 bytes, without the NUL */
#define WARIFU_KEY_USAGE_VERSION 1
#define WARIFU_KEY_USAGE_ROWS 1024      /* what a writer makes */
#define WARIFU_KEY_USAGE_MOST_ROWS 8192 /* what a reader accepts */

struct warifu_key_usage_header {
  uint8_t magic[8];
  uint32_t version;
  uint32_t rows;
  uint64_t uncounted; /* uses of keys for which no row was left */
  uint8_t reserved[40];
};
WARIFU_WIRE_ASSERT(sizeof(struct warifu_key_usage_header) == 64, "key usage header");

struct warifu_key_usage_row {
  uint8_t fingerprint[8]; /* as `warifu key fingerprint` prints it in hex; zeros: free */
  uint64_t passed;
  uint64_t refused;   /* the signature was right and something else was not */
  int64_t first_used; /* Unix time, seconds, by the server's clock; 0: a count is on its way */
  int64_t last_used;
};
WARIFU_WIRE_ASSERT(sizeof(struct warifu_key_usage_row) == 40, "key usage row");

#endif
