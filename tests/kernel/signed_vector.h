/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
#ifndef WARIFU_TESTS_SIGNED_VECTOR_H
#define WARIFU_TESTS_SIGNED_VECTOR_H

#include "kernel/wire/hmac_block.h"

/* What a program in vectors.bpf.c is given, and what it answers. */
struct signed_vector {
  struct warifu_hmac_states states;
  unsigned int ctl, uid, gid, client_isn, server_isn, source_port, destination_port, bind;
  warifu_u8 source[16], destination[16];
  struct warifu_mac mac;
};

#endif
