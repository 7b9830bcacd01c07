/* SPDX-License-Identifier: MIT OR GPL-2.0-only
 *
 * What is kept with a socket that connected, and whether the kernel asks for its header options.
 * Another program may want to be asked as well: the flag is cleared only if it was set here.
 */
#ifndef WARIFU_BPF_SOCKET_H
#define WARIFU_BPF_SOCKET_H

#include "kernel/bpf/maps.h"

static __always_inline struct warifu_socket* socket_of(struct bpf_sock_ops* ctx) {
  struct bpf_sock* sk = ctx->sk;
  return sk ? bpf_sk_storage_get(&sockets, sk, 0, 0) : 0;
}

static __always_inline void stop_writing(struct bpf_sock_ops* ctx, struct warifu_socket* socket) {
  socket->writing.phase = WARIFU_PHASE_SILENT;
  if (!socket->flag_ours) return;
  socket->flag_ours = 0;
  bpf_sock_ops_cb_flags_set(ctx, ctx->bpf_sock_ops_cb_flags & ~BPF_SOCK_OPS_WRITE_HDR_OPT_CB_FLAG);
}

static __always_inline long start_writing(struct bpf_sock_ops* ctx, struct warifu_socket* socket) {
  int flags = ctx->bpf_sock_ops_cb_flags;
  if (flags & BPF_SOCK_OPS_WRITE_HDR_OPT_CB_FLAG) return 0;
  socket->flag_ours = 1;
  return bpf_sock_ops_cb_flags_set(ctx, flags | BPF_SOCK_OPS_WRITE_HDR_OPT_CB_FLAG);
}

#endif
