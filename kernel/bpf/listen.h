/* SPDX-License-Identifier: MIT OR GPL-2.0-only
 *
 * The server's side: keep the SYN of connections to the configured ports, so that the server
 * can read its option (TCP_SAVED_SYN).
 */
#ifndef WARIFU_BPF_LISTEN_H
#define WARIFU_BPF_LISTEN_H

#include "kernel/bpf/configuration.h"

/* Bits of enum warifu_listen. */
static __always_inline __u32 wanted_of(__u32 port) {
  struct warifu_listen_key key = {.generation = active_generation(), .port = port};
  const __u32* wanted = bpf_map_lookup_elem(&listen_ports, &key);
  return wanted ? *wanted : 0;
}

static __always_inline void handle_tcp_listen(struct bpf_sock_ops* ctx) {
  if (!(wanted_of(ctx->local_port) & WARIFU_LISTEN_SAVE_SYN)) return;
  int on = 1;
  long failed = bpf_setsockopt(ctx, WARIFU_IPPROTO_TCP, WARIFU_TCP_SAVE_SYN, &on, sizeof(on));
  count(failed ? WARIFU_LISTEN_FAILED : WARIFU_LISTEN_SAVED);
}

/* Listeners that were there before: one call for each socket of the network namespace. */
static __always_inline void handle_existing(struct bpf_iter__tcp* ctx) {
  struct sock_common* sk = ctx->sk_common;
  if (!sk || sk->skc_state != WARIFU_TCP_LISTEN) return;
  if (!(wanted_of(sk->skc_num) & WARIFU_LISTEN_SAVE_SYN)) return;
  struct tcp_sock* listener = bpf_skc_to_tcp_sock(sk);
  if (!listener) return;
  int on = 1;
  long failed = bpf_setsockopt(listener, WARIFU_IPPROTO_TCP, WARIFU_TCP_SAVE_SYN, &on, sizeof(on));
  count(failed ? WARIFU_LISTEN_FAILED : WARIFU_LISTEN_SAVED);
}

#endif
