/* SPDX-License-Identifier: MIT OR GPL-2.0-only
 *
 * The option on its way out. The claim is decided once at connect, and written into the SYN and
 * each of its retransmissions; the proof into what follows (proof.h).
 */
#ifndef WARIFU_BPF_STAMP_H
#define WARIFU_BPF_STAMP_H

#include "kernel/bpf/decide.h"
#include "kernel/bpf/proof.h"

/* WARIFU_STAMPED where the SYN is to carry the owner; otherwise why it carries nothing. */
static __always_inline enum warifu_outcome prepare_claim(struct bpf_sock_ops* ctx,
                                                         struct warifu_socket* socket) {
  __u32 generation = deciding_generation(socket);
  const struct warifu_generation* configuration = find_generation(generation);
  if (!configuration) return WARIFU_CONFIGURATION_GONE;
  const struct warifu_destination* to = find_destination(ctx, generation);
  if (!to) return WARIFU_NOT_A_DESTINATION;
  if (!socket) return WARIFU_NO_OWNER_CAPTURED;
  enum warifu_outcome outcome = judge(socket, to);
  if (outcome != WARIFU_STAMPED) return outcome;
  /* Never less than what is configured: no key, no option. */
  if (to->form != WARIFU_FORM_PLAIN && !find_source_key(ctx, socket, generation, to->stamp))
    return WARIFU_NO_SOURCE_KEY;
  compose_claim(socket, configuration, to);
  return start_writing(ctx, socket) ? WARIFU_WRITE_FAILED : WARIFU_STAMPED;
}

static __always_inline void handle_tcp_connect(struct bpf_sock_ops* ctx) {
  if (!active_generation()) return;
  struct warifu_socket* socket = socket_of(ctx);
  if (socket) __builtin_memset(&socket->writing, 0, sizeof(socket->writing));
  enum warifu_outcome outcome = prepare_claim(ctx, socket);
  if (outcome == WARIFU_STAMPED) return; /* counted once written */
  if (socket) stop_writing(ctx, socket);
  count(outcome);
}

/* One outcome for each phase of a connection, however many segments it takes. */
static __always_inline void tell_once(struct warifu_writing* writing, enum warifu_outcome of_claim,
                                      enum warifu_outcome of_proof) {
  if (!writing->told) count(writing->phase == WARIFU_PHASE_PROOF ? of_proof : of_claim);
  writing->told = 1;
}

/* In the phase of the claim: the SYN, and nothing else. */
static __always_inline int is_syn(__u32 flags) {
  return (flags & (WARIFU_TCP_FLAG_SYN | WARIFU_TCP_FLAG_ACK)) == WARIFU_TCP_FLAG_SYN;
}

/* Whether the segment is one that carries the option of this phase. The kernel also asks, without
 * a segment and so without flags, how much room the next one will have for data. */
static __always_inline int is_wanted(struct bpf_sock_ops* ctx, struct warifu_socket* socket) {
  struct warifu_writing* writing = &socket->writing;
  __u32 flags = ctx->skb_tcp_flags;
  if (writing->phase == WARIFU_PHASE_CLAIM) {
    if (!is_syn(flags)) return 0;
    writing->client_isn = ctx->snd_una; /* in this state: the SYN's own number */
    writing->syn_sent = 1;
    return 1;
  }
  if (writing->phase != WARIFU_PHASE_PROOF) return 0;
  if (!is_unanswered(ctx, writing)) {
    stop_writing(ctx, socket);
    return 0;
  }
  return !(flags & (WARIFU_TCP_FLAG_SYN | WARIFU_TCP_FLAG_RST));
}

/* No room is no reason to break the connection: it goes on without the option. */
static __always_inline void handle_option_length(struct bpf_sock_ops* ctx) {
  struct warifu_socket* socket = socket_of(ctx);
  if (!socket) return;
  struct warifu_writing* writing = &socket->writing;
  writing->reserved_room = 0;
  if (!is_wanted(ctx, socket)) return;
  if (is_signed(writing) && !is_signed_now(ctx, socket))
    return tell_once(writing, WARIFU_NO_EPOCH_KEY, WARIFU_PROOF_NO_EPOCH_KEY);
  if (bpf_reserve_hdr_opt(ctx, option_length(writing), 0))
    return tell_once(writing, WARIFU_NO_ROOM, WARIFU_PROOF_NO_ROOM);
  writing->reserved_room = 1;
}

static __always_inline void tell_written(struct warifu_writing* writing) {
  if (!writing->told && is_signed(writing)) note_use(writing);
  if (writing->told && writing->phase == WARIFU_PHASE_CLAIM) count(WARIFU_STAMPED_AGAIN);
  tell_once(writing, WARIFU_STAMPED, WARIFU_PROVED);
}

static __always_inline void handle_option_write(struct bpf_sock_ops* ctx) {
  struct warifu_socket* socket = socket_of(ctx);
  if (!socket || !socket->writing.reserved_room) return;
  struct warifu_writing* writing = &socket->writing;
  writing->reserved_room = 0;
  __u8 option[sizeof(writing->option)];
  __builtin_memcpy(option, writing->option, sizeof(option));
  if (bpf_store_hdr_opt(ctx, option, option_length(writing), 0))
    return tell_once(writing, WARIFU_WRITE_FAILED, WARIFU_PROOF_WRITE_FAILED);
  tell_written(writing);
}

#endif
