/* SPDX-License-Identifier: MIT OR GPL-2.0-only
 *
 * Which key signs for a socket, of which epoch, and that it did.
 */
#ifndef WARIFU_BPF_KEYS_H
#define WARIFU_BPF_KEYS_H

#include "kernel/bpf/address.h"
#include "kernel/bpf/configuration.h"

#define WARIFU_NANOSECONDS 1000000000ull
#define WARIFU_EPOCH_SECONDS 64 /* kernel/wire/FORMAT.md */

/* By a clock that follows the host's real time through suspend and steps, whoever steps it, also
 * without an agent: programs can read TAI, which differs from it by whole seconds. */
static __always_inline __u64 unix_seconds(void) {
  __u32 zero = 0;
  const volatile struct warifu_settings* now = bpf_map_lookup_elem(&settings, &zero);
  __s64 ahead = now ? now->tai_offset : 0;
  return bpf_ktime_get_tai_ns() / WARIFU_NANOSECONDS - ahead;
}

/* The key for the address that the socket really uses; 0 where there is none. */
static __always_inline int find_source_key(struct bpf_sock_ops* ctx, struct warifu_socket* socket,
                                           __u32 generation, __u32 stamp) {
  struct warifu_source_key_id id = {.generation = generation, .stamp = stamp};
  struct warifu_address source;
  local_address(ctx, &source);
  __builtin_memcpy(id.address, &source, sizeof(id.address));
  const struct warifu_source_key* found = bpf_map_lookup_elem(&source_keys, &id);
  if (!found) return 0;
  socket->writing.key = found->key;
  __builtin_memcpy(socket->writing.fingerprint, found->fingerprint, sizeof(found->fingerprint));
  return 1;
}

static __always_inline struct warifu_epoch_key* find_epoch_key(const struct warifu_socket* socket,
                                                               __u64 epoch) {
  struct warifu_epoch_key_id id = {
      .generation = socket->generation, .key = socket->writing.key, .epoch = epoch};
  return bpf_map_lookup_elem(&epoch_keys, &id);
}

/* The agent made the row; what an operator sees in it is when a key is no longer used. */
static __always_inline void note_use(const struct warifu_writing* writing) {
  struct warifu_key_usage_id id;
  __builtin_memcpy(id.fingerprint, writing->fingerprint, sizeof(id.fingerprint));
  struct warifu_key_usage* usage = bpf_map_lookup_elem(&key_usages, &id);
  if (!usage) return;
  __sync_fetch_and_add(writing->phase == WARIFU_PHASE_PROOF ? &usage->proofs : &usage->claims, 1);
  usage->last_used = writing->now;
}

#endif
