/* SPDX-License-Identifier: MIT OR GPL-2.0-only
 *
 * The writer's own signing, run by itself.
 */
#include "kernel/bpf/sign.h"
#include "tests/kernel/signed_vector.h"

char LICENSE[] SEC("license") = "Dual MIT/GPL";

SEC("syscall")
int sign_vector(struct signed_vector* ctx) {
  struct warifu_hmac_states states;
  __u8 source[16], destination[16];
  __builtin_memcpy(&states, &ctx->states, sizeof(states));
  __builtin_memcpy(source, ctx->source, sizeof(source));
  __builtin_memcpy(destination, ctx->destination, sizeof(destination));
  barrier(); /* the copies are meant: the context takes no pointers into it */
  const struct warifu_mac_input input = {.ctl = ctx->ctl,
                                         .uid = ctx->uid,
                                         .gid = ctx->gid,
                                         .client_isn = ctx->client_isn,
                                         .server_isn = ctx->server_isn,
                                         .source_port = ctx->source_port,
                                         .destination_port = ctx->destination_port,
                                         .source = source,
                                         .destination = destination,
                                         .bind = ctx->bind};
  struct warifu_mac mac;
  if (sign_message(&mac, &input, &states)) return 1;
  __builtin_memcpy(&ctx->mac, &mac, sizeof(mac));
  return 0;
}
