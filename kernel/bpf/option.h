/* SPDX-License-Identifier: MIT OR GPL-2.0-only
 *
 * The option as the phase of a connection wants it.
 */
#ifndef WARIFU_BPF_OPTION_H
#define WARIFU_BPF_OPTION_H

#include "kernel/bpf/keys.h"
#include "kernel/bpf/sign.h"

static __always_inline int is_signed(const struct warifu_writing* writing) {
  return writing->form != WARIFU_FORM_PLAIN;
}

static __always_inline __u32 option_length(const struct warifu_writing* writing) {
  if (writing->phase == WARIFU_PHASE_PROOF) return WARIFU_OPTION_PROOF_LENGTH;
  return is_signed(writing) ? WARIFU_OPTION_CLAIM_LENGTH : WARIFU_OPTION_PLAIN_LENGTH;
}

static __always_inline struct warifu_wire_head* head_of(struct warifu_writing* writing) {
  return (struct warifu_wire_head*)writing->option;
}

/* Kind, ExID and slot stay for the proof. */
static __always_inline void compose_claim(struct warifu_socket* socket,
                                          const struct warifu_generation* configuration,
                                          const struct warifu_destination* to) {
  struct warifu_writing* writing = &socket->writing;
  struct warifu_wire_head* head = head_of(writing);
  writing->phase = WARIFU_PHASE_CLAIM;
  writing->form = to->form;
  writing->bind = to->bind;
  head->kind = configuration->kind;
  head->length = option_length(writing);
  __builtin_memcpy(head->exid, configuration->exid, sizeof(head->exid));
  head->ctl = WARIFU_CTL_VERSION_1;
  if (is_signed(writing)) head->ctl |= WARIFU_CTL_FORM_CLAIM | (to->slot & WARIFU_CTL_SLOT_MASK);
  warifu_put_be32(head->uid, socket->uid);
  warifu_put_be32(head->gid, socket->gid);
}

static __always_inline void compose_proof(struct warifu_writing* writing) {
  struct warifu_wire_head* head = head_of(writing);
  writing->phase = WARIFU_PHASE_PROOF;
  writing->signed_epoch = 0;
  writing->told = 0;
  head->length = WARIFU_OPTION_PROOF_LENGTH;
  head->ctl = WARIFU_CTL_VERSION_1 | WARIFU_CTL_FORM_PROOF | (head->ctl & WARIFU_CTL_SLOT_MASK);
}

static __always_inline void sign_option(struct bpf_sock_ops* ctx, struct warifu_socket* socket,
                                        const struct warifu_epoch_key* key) {
  struct warifu_writing* writing = &socket->writing;
  struct warifu_address source, destination;
  local_address(ctx, &source);
  remote_address(ctx, &destination);
  const struct warifu_mac_input input = {.ctl = head_of(writing)->ctl,
                                         .uid = socket->uid,
                                         .gid = socket->gid,
                                         .client_isn = writing->client_isn,
                                         .server_isn = writing->first_expected - 1,
                                         .source_port = ctx->local_port,
                                         .destination_port = bpf_ntohl(ctx->remote_port),
                                         .source = (const __u8*)&source,
                                         .destination = (const __u8*)&destination,
                                         .bind = writing->bind};
  struct warifu_mac mac;
  const int is_proof = writing->phase == WARIFU_PHASE_PROOF;
  if (sign_message(&mac, &input, is_proof ? &key->proof : &key->claim)) return;
  __builtin_memcpy(writing->option + WARIFU_OPTION_PLAIN_LENGTH, &mac,
                   WARIFU_OPTION_PROOF_MAC_LENGTH);
}

/* Makes the option one that is signed by the present epoch's key; 0 where nothing has signed it.
 * What it signs does not change during a phase, so the MAC is made once for each epoch. Where the
 * key has gone (the socket's configuration was replaced since), a MAC made before stays good for
 * as long as a verifier accepts its epoch: it still says the same of the same connection. */
static __always_inline int is_signed_now(struct bpf_sock_ops* ctx, struct warifu_socket* socket) {
  struct warifu_writing* writing = &socket->writing;
  writing->now = unix_seconds();
  __u64 epoch = writing->now / WARIFU_EPOCH_SECONDS;
  if (epoch != writing->signed_epoch) {
    const struct warifu_epoch_key* key = find_epoch_key(socket, epoch);
    if (key) {
      sign_option(ctx, socket, key);
      writing->signed_epoch = epoch;
    }
  }
  return writing->signed_epoch != 0;
}

#endif
