/* SPDX-License-Identifier: MIT OR GPL-2.0-only
 *
 * Fills in the part that every form of the warifu option has. Plain C without calls or
 * loops, for BPF programs and user space alike; the caller has the room.
 */
#ifndef WARIFU_WIRE_OPTION_WRITER_H
#define WARIFU_WIRE_OPTION_WRITER_H

#include "kernel/wire/option.h"

static inline void warifu_put_be16(warifu_u8 out[2], unsigned int value) {
  out[0] = (warifu_u8)(value >> 8);
  out[1] = (warifu_u8)value;
}

static inline void warifu_put_be32(warifu_u8 out[4], unsigned int value) {
  warifu_put_be16(out, value >> 16);
  warifu_put_be16(out + 2, value);
}

/* `length`, and form and slot in `ctl`, are the caller's to match: a head with
 * WARIFU_OPTION_PLAIN_LENGTH and WARIFU_CTL_VERSION_1 | WARIFU_CTL_FORM_PLAIN is a whole
 * plain claim. uid and gid: never WARIFU_NO_ID, which readers refuse. */
static inline void warifu_write_head(struct warifu_wire_head* out, unsigned int kind,
                                     unsigned int length, unsigned int exid, unsigned int ctl,
                                     unsigned int uid, unsigned int gid) {
  out->kind = (warifu_u8)kind;
  out->length = (warifu_u8)length;
  warifu_put_be16(out->exid, exid);
  out->ctl = (warifu_u8)ctl;
  warifu_put_be32(out->uid, uid);
  warifu_put_be32(out->gid, gid);
}

static inline void warifu_write_plain_claim(struct warifu_wire_head* out, unsigned int kind,
                                            unsigned int exid, unsigned int uid, unsigned int gid) {
  warifu_write_head(out, kind, WARIFU_OPTION_PLAIN_LENGTH, exid,
                    WARIFU_CTL_VERSION_1 | WARIFU_CTL_FORM_PLAIN, uid, gid);
}

#endif
