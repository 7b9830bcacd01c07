/* SPDX-License-Identifier: MIT OR GPL-2.0-only
 *
 * Where a task lives, seen from the agent. A container without a user namespace of its own can
 * setuid(2) to any uid of the host, so its uid says nothing: only the host's own pid namespace
 * and containers with a user namespace of their own are ever believed.
 */
#ifndef WARIFU_BPF_SCOPE_H
#define WARIFU_BPF_SCOPE_H

#include "kernel/bpf/prelude.h"

/* The pid namespace at a depth of a struct pid; its array is of the kernel's element size. */
static __always_inline struct pid_namespace* pid_namespace_at(struct pid* pid, __u32 level) {
  const char* slot = (const char*)pid + bpf_core_field_offset(struct pid, numbers) +
                     (__u64)level * bpf_core_type_size(struct upid) +
                     bpf_core_field_offset(struct upid, ns);
  struct pid_namespace* namespace = 0;
  bpf_probe_read_kernel(&namespace, sizeof(namespace), slot);
  return namespace;
}

/* Bits of enum warifu_scope; 0 where anything could not be read.
 *
 * For "userns" the outermost pid namespace below the agent's own decides, by the user namespace
 * that owns it. Asking the task's innermost one, or its own user namespace, would not do: root of
 * a container without a user namespace could setuid() to a victim and unshare() both. */
static __always_inline __u8 task_scope(struct task_struct* task,
                                       const struct warifu_generation* configuration) {
  struct pid* pid = BPF_CORE_READ(task, thread_pid);
  __u32 level = BPF_CORE_READ(pid, level);
  struct pid_namespace* innermost = pid_namespace_at(pid, level);
  if (BPF_CORE_READ(innermost, ns.inum) == configuration->pid_namespace) return WARIFU_SCOPE_HOST;

  for (__u32 i = 0; i < WARIFU_PID_NAMESPACE_DEPTH && i < level; i++) {
    struct pid_namespace* outer = pid_namespace_at(pid, i);
    if (BPF_CORE_READ(outer, ns.inum) != configuration->pid_namespace) continue;
    struct pid_namespace* container = pid_namespace_at(pid, i + 1);
    __u32 owner = BPF_CORE_READ(container, user_ns, ns.inum);
    return owner != 0 && owner != configuration->user_namespace ? WARIFU_SCOPE_USERNS : 0;
  }
  return 0;
}

#endif
