/* SPDX-License-Identifier: MIT OR GPL-2.0-only
 *
 * When a proof goes out: with every segment after the SYN, until the server has acknowledged or
 * sent the first byte. Whichever of them opens the connection at the server then carries one.
 */
#ifndef WARIFU_BPF_PROOF_H
#define WARIFU_BPF_PROOF_H

#include "kernel/bpf/option.h"
#include "kernel/bpf/socket.h"

/* The SYN was answered. A proof is for a connection whose SYN we saw; the claim need not have
 * had room in it. */
static __always_inline void handle_active_established(struct bpf_sock_ops* ctx) {
  struct warifu_socket* socket = socket_of(ctx);
  if (!socket) return;
  struct warifu_writing* writing = &socket->writing;
  if (writing->phase != WARIFU_PHASE_CLAIM || writing->form != WARIFU_FORM_CLAIM_AND_PROOF ||
      !writing->syn_sent)
    return stop_writing(ctx, socket);

  writing->first_unacknowledged = ctx->snd_una;
  writing->first_expected = ctx->rcv_nxt;
  if (writing->first_unacknowledged != writing->client_isn + 1) {
    /* Fast Open: the server took the data in the SYN, which has opened the connection. */
    count(WARIFU_PROOF_TOO_LATE);
    return stop_writing(ctx, socket);
  }
  compose_proof(writing);
}

static __always_inline int is_unanswered(struct bpf_sock_ops* ctx,
                                         const struct warifu_writing* writing) {
  return ctx->snd_una == writing->first_unacknowledged && ctx->rcv_nxt == writing->first_expected;
}

#endif
