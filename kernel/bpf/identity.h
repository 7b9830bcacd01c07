/* SPDX-License-Identifier: MIT OR GPL-2.0-only
 *
 * Which [[identity]] a task falls under, by the names on its cgroup's path.
 */
#ifndef WARIFU_BPF_IDENTITY_H
#define WARIFU_BPF_IDENTITY_H

#include "kernel/bpf/maps.h"

/* The task's cgroup of the unified hierarchy, and its ancestor at a depth (0: the root). */
static __always_inline struct cgroup* cgroup_at(struct cgroup* leaf, int level) {
  const char* slot = (const char*)leaf + bpf_core_field_offset(struct cgroup, ancestors) +
                     (__u64)level * sizeof(void*);
  struct cgroup* cgroup = 0;
  bpf_probe_read_kernel(&cgroup, sizeof(cgroup), slot);
  return cgroup;
}

/* Walks from the root towards the task's cgroup and stops at the first name that no identity
 * has on its path; `found` is then the nearest identity passed, or none. Negative where a name
 * could not be read: the task must not be stamped then, as an identity may have been missed. */
static __always_inline long find_identity(struct task_struct* task, __u32 generation,
                                          struct warifu_cgroup_node* found) {
  struct warifu_cgroup_key key = {.generation = generation, .parent = 0};
  struct cgroup* leaf = BPF_CORE_READ(task, cgroups, dfl_cgrp);
  int depth = BPF_CORE_READ(leaf, level);
  if (!leaf) return -1;

  for (int level = 1; level <= WARIFU_CGROUP_DEPTH && level <= depth; level++) {
    struct cgroup* cgroup = cgroup_at(leaf, level);
    __builtin_memset(key.name, 0, sizeof(key.name));
    if (bpf_probe_read_kernel_str(key.name, sizeof(key.name), BPF_CORE_READ(cgroup, kn, name)) <= 0)
      return -1;
    struct warifu_cgroup_node* node = bpf_map_lookup_elem(&cgroup_nodes, &key);
    if (!node) break;
    if (node->kind != WARIFU_IDENTITY_NONE) *found = *node;
    key.parent = node->node;
  }
  return 0;
}

#endif
