/* SPDX-License-Identifier: MIT OR GPL-2.0-only
 *
 * The MAC of a signed claim or a proof.
 */
#ifndef WARIFU_BPF_SIGN_H
#define WARIFU_BPF_SIGN_H

#include "kernel/bpf/prelude.h"
#include "kernel/wire/hmac_block.h"

/* A function of its own, which the verifier looks at once and not at each call. */
__noinline int sign_block(union warifu_mac_block* block, const struct warifu_hmac_states* states,
                          struct warifu_mac* out) {
  if (!block || !states || !out) return -1;
  warifu_hmac(out, block, states);
  return 0;
}

static __always_inline int sign_message(struct warifu_mac* out, const struct warifu_mac_input* in,
                                        const struct warifu_hmac_states* states) {
  union warifu_mac_block block;
  warifu_write_mac_block(&block, in);
  __builtin_memset(out, 0, sizeof(*out)); /* Linux 6.1 wants to see all that is passed written */
  return sign_block(&block, states, out);
}

#endif
