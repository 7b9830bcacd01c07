/* SPDX-License-Identifier: MIT OR GPL-2.0-only
 *
 * connect(2): who connects. What the stamp says of that owner is decided later, when the
 * socket's real destination is known (other connect hooks may still rewrite it).
 */
#ifndef WARIFU_BPF_CAPTURE_H
#define WARIFU_BPF_CAPTURE_H

#include "kernel/bpf/configuration.h"
#include "kernel/bpf/identity.h"
#include "kernel/bpf/scope.h"

/* The nearest identity has the say over its tasks, wherever they live. */
static __always_inline __u8 captured_by_identity(struct warifu_socket* socket,
                                                 const struct warifu_cgroup_node* identity) {
  if (identity->kind == WARIFU_IDENTITY_FIXED) {
    socket->uid = identity->uid;
    socket->gid = identity->gid;
    return WARIFU_CAPTURED_BY_IDENTITY;
  }
  __u32 set = WARIFU_IDENTITY_SET + identity->identity;
  return uid_is_listed(socket->generation, set, socket->uid) ? WARIFU_CAPTURED_BY_IDENTITY
                                                             : WARIFU_CAPTURED_IDENTITY_REFUSED;
}

static __always_inline __u8 capture_task(struct warifu_socket* socket,
                                         const struct warifu_generation* configuration) {
  /* io_uring's own threads are threads of their process with the submitter's credentials in
   * `cred` (not `real_cred`), and are no kernel threads. */
  struct task_struct* task = (struct task_struct*)bpf_get_current_task_btf();
  if (task->flags & WARIFU_PF_KTHREAD) return WARIFU_CAPTURED_KERNEL_THREAD;

  socket->uid = task->cred->euid.val;
  socket->gid = task->cred->egid.val;
  if (socket->uid == WARIFU_NO_ID || socket->gid == WARIFU_NO_ID) return WARIFU_CAPTURED_NO_ID;

  struct warifu_cgroup_node identity = {};
  if (configuration->has_identities && find_identity(task, socket->generation, &identity) < 0)
    return WARIFU_CAPTURED_CGROUP_UNREADABLE;
  if (identity.kind != WARIFU_IDENTITY_NONE) return captured_by_identity(socket, &identity);

  socket->scope = task_scope(task, configuration);
  return WARIFU_CAPTURED_TASK;
}

/* Everything kept of an earlier connect of this socket goes first; only whether its
 * WRITE_HDR_OPT flag is ours lives on. */
static __always_inline void forget(struct warifu_socket* socket) {
  __u8 flag_ours = socket->flag_ours;
  __builtin_memset(socket, 0, sizeof(*socket));
  socket->flag_ours = flag_ours;
}

static __always_inline void handle_connect(struct bpf_sock_addr* ctx) {
  if (ctx->protocol != WARIFU_IPPROTO_TCP && ctx->protocol != WARIFU_IPPROTO_MPTCP) return;
  if (!ctx->sk) return;
  __u32 generation = active_generation();
  struct warifu_socket* socket =
      bpf_sk_storage_get(&sockets, ctx->sk, 0, generation ? BPF_SK_STORAGE_GET_F_CREATE : 0);
  if (!socket) {
    if (generation) count(WARIFU_STORE_FAILED);
    return;
  }
  forget(socket);
  const struct warifu_generation* configuration = find_generation(generation);
  if (!configuration) return;
  socket->generation = generation;
  socket->captured = capture_task(socket, configuration);
}

#endif
