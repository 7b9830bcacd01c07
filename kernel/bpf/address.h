/* SPDX-License-Identifier: MIT OR GPL-2.0-only
 *
 * Both ends of a socket as MACs, records and tables of keys have them: 16 bytes as on the wire,
 * IPv4 mapped to ::ffff:a.b.c.d. An IPv6 socket with mapped addresses has them so already.
 */
#ifndef WARIFU_BPF_ADDRESS_H
#define WARIFU_BPF_ADDRESS_H

#include "kernel/bpf/prelude.h"

struct warifu_address {
  __u32 words[4];
};

static __always_inline int is_mapped(const struct warifu_address* address) {
  return !address->words[0] && !address->words[1] && address->words[2] == bpf_htonl(0xffff);
}

static __always_inline void map_ip4(struct warifu_address* out, __u32 ip4) {
  out->words[0] = out->words[1] = 0;
  out->words[2] = bpf_htonl(0xffff);
  out->words[3] = ip4;
}

/* A field of the context must be read through the context's own pointer; the compiler would make
 * one of two fields' addresses. */
#define WARIFU_READ(field) (*(const volatile __u32*)&(field))

static __always_inline void local_address(struct bpf_sock_ops* ctx, struct warifu_address* out) {
  __u32 ip4 = WARIFU_READ(ctx->local_ip4);
  out->words[0] = WARIFU_READ(ctx->local_ip6[0]);
  out->words[1] = WARIFU_READ(ctx->local_ip6[1]);
  out->words[2] = WARIFU_READ(ctx->local_ip6[2]);
  out->words[3] = WARIFU_READ(ctx->local_ip6[3]);
  if (ctx->family == WARIFU_AF_INET) map_ip4(out, ip4);
}

static __always_inline void remote_address(struct bpf_sock_ops* ctx, struct warifu_address* out) {
  __u32 ip4 = WARIFU_READ(ctx->remote_ip4);
  out->words[0] = WARIFU_READ(ctx->remote_ip6[0]);
  out->words[1] = WARIFU_READ(ctx->remote_ip6[1]);
  out->words[2] = WARIFU_READ(ctx->remote_ip6[2]);
  out->words[3] = WARIFU_READ(ctx->remote_ip6[3]);
  if (ctx->family == WARIFU_AF_INET) map_ip4(out, ip4);
}

#endif
