/* SPDX-License-Identifier: MIT OR GPL-2.0-only
 *
 * The option itself: decided once at connect, written into the SYN and each of its
 * retransmissions, and into nothing else.
 */
#ifndef WARIFU_BPF_STAMP_H
#define WARIFU_BPF_STAMP_H

#include "kernel/bpf/decide.h"

static __always_inline struct warifu_socket* socket_of(struct bpf_sock_ops* ctx) {
  struct bpf_sock* sk = ctx->sk;
  return sk ? bpf_sk_storage_get(&sockets, sk, 0, 0) : 0;
}

static __always_inline void compose_option(struct warifu_socket* socket) {
  const struct warifu_generation* configuration = find_generation(socket->generation);
  struct warifu_wire_head head = {.length = WARIFU_OPTION_PLAIN_LENGTH,
                                  .ctl = WARIFU_CTL_VERSION_1 | WARIFU_CTL_FORM_PLAIN};
  __be32 uid = bpf_htonl(socket->uid);
  __be32 gid = bpf_htonl(socket->gid);
  if (!configuration) return;
  head.kind = configuration->kind;
  __builtin_memcpy(head.exid, configuration->exid, sizeof(head.exid));
  __builtin_memcpy(head.uid, &uid, sizeof(uid));
  __builtin_memcpy(head.gid, &gid, sizeof(gid));
  __builtin_memcpy(socket->option, &head, sizeof(head));
  socket->stamping = 1;
}

static __always_inline void stop_writing(struct bpf_sock_ops* ctx, struct warifu_socket* socket) {
  if (!socket->flag_ours) return;
  socket->flag_ours = 0;
  bpf_sock_ops_cb_flags_set(ctx, ctx->bpf_sock_ops_cb_flags & ~BPF_SOCK_OPS_WRITE_HDR_OPT_CB_FLAG);
}

/* Another program may want the flag as well: it is cleared later only if it was set here. */
static __always_inline long start_writing(struct bpf_sock_ops* ctx, struct warifu_socket* socket) {
  int flags = ctx->bpf_sock_ops_cb_flags;
  if (flags & BPF_SOCK_OPS_WRITE_HDR_OPT_CB_FLAG) return 0;
  socket->flag_ours = 1;
  return bpf_sock_ops_cb_flags_set(ctx, flags | BPF_SOCK_OPS_WRITE_HDR_OPT_CB_FLAG);
}

static __always_inline void handle_tcp_connect(struct bpf_sock_ops* ctx) {
  if (!active_generation()) return;
  struct warifu_socket* socket = socket_of(ctx);
  enum warifu_outcome outcome = decide(ctx, socket);
  if (outcome == WARIFU_STAMPED && socket) {
    compose_option(socket);
    if (socket->stamping && start_writing(ctx, socket) == 0) return; /* counted once written */
    socket->stamping = 0;
    outcome = WARIFU_WRITE_FAILED;
  }
  if (socket) stop_writing(ctx, socket);
  count(outcome);
}

/* One outcome for each connect, however often its SYN is sent. */
static __always_inline void tell_once(struct warifu_socket* socket, enum warifu_outcome outcome) {
  if (!socket->told) count(outcome);
  socket->told = 1;
}

static __always_inline int is_syn(struct bpf_sock_ops* ctx) {
  __u32 flags = ctx->skb_tcp_flags;
  return (flags & (WARIFU_TCP_FLAG_SYN | WARIFU_TCP_FLAG_ACK)) == WARIFU_TCP_FLAG_SYN;
}

/* No room is no reason to break the connection: it goes out without a claim. */
static __always_inline void handle_option_length(struct bpf_sock_ops* ctx) {
  if (!is_syn(ctx)) return;
  struct warifu_socket* socket = socket_of(ctx);
  if (!socket || !socket->stamping) return;
  if (bpf_reserve_hdr_opt(ctx, WARIFU_OPTION_PLAIN_LENGTH, 0)) tell_once(socket, WARIFU_NO_ROOM);
}

static __always_inline void handle_option_write(struct bpf_sock_ops* ctx) {
  if (!is_syn(ctx)) return;
  struct warifu_socket* socket = socket_of(ctx);
  if (!socket || !socket->stamping) return;
  __u8 option[WARIFU_OPTION_PLAIN_LENGTH];
  __builtin_memcpy(option, socket->option, sizeof(option));
  if (bpf_store_hdr_opt(ctx, option, sizeof(option), 0)) {
    tell_once(socket, WARIFU_WRITE_FAILED);
    return;
  }
  count(socket->told ? WARIFU_STAMPED_AGAIN : WARIFU_STAMPED);
  socket->told = 1;
}

/* The SYN was answered: later segments need no option, and no callback. */
static __always_inline void handle_established(struct bpf_sock_ops* ctx) {
  struct warifu_socket* socket = socket_of(ctx);
  if (!socket) return;
  socket->stamping = 0;
  stop_writing(ctx, socket);
}

#endif
