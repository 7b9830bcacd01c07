/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
#ifndef WARIFU_BPF_CONFIGURATION_H
#define WARIFU_BPF_CONFIGURATION_H

#include "kernel/bpf/maps.h"

static __always_inline void count(enum warifu_outcome outcome) {
  __u32 slot = outcome;
  __u64* counter = bpf_map_lookup_elem(&counters, &slot);
  if (counter) __sync_fetch_and_add(counter, 1); /* a connect can be preempted by another */
}

/* The number of the configuration in force; 0 where there is none. */
static __always_inline __u32 active_generation(void) {
  __u32 zero = 0;
  const volatile struct warifu_settings* now = bpf_map_lookup_elem(&settings, &zero);
  return now ? now->generation : 0;
}

static __always_inline struct warifu_generation* find_generation(__u32 number) {
  return bpf_map_lookup_elem(&generations, &number);
}

static __always_inline int uid_is_listed(__u32 generation, __u32 set, __u32 uid) {
  struct warifu_uid_key key = {
      .prefix_length = WARIFU_UID_FIXED_BITS + 32, .generation = generation, .set = set};
  __be32 wire = bpf_htonl(uid);
  __builtin_memcpy(key.uid, &wire, sizeof(wire));
  return bpf_map_lookup_elem(&uids, &key) != 0;
}

#endif
