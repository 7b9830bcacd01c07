/* SPDX-License-Identifier: MIT OR GPL-2.0-only
 *
 * The socket is about to send its SYN: is this owner stamped towards this destination?
 */
#ifndef WARIFU_BPF_DECIDE_H
#define WARIFU_BPF_DECIDE_H

#include "kernel/bpf/address.h"
#include "kernel/bpf/configuration.h"

/* An IPv4-mapped destination is IPv4 on the wire, and is looked up as such. */
static __always_inline struct warifu_destination* find_destination(struct bpf_sock_ops* ctx,
                                                                   __u32 generation) {
  struct warifu_destination_key key = {
      .prefix_length = WARIFU_DESTINATION_FIXED_BITS + 128,
      .generation = generation,
      .port = bpf_ntohl(ctx->remote_port),
      .family = 6,
  };
  struct warifu_address address;
  remote_address(ctx, &address);
  if (is_mapped(&address)) {
    key.family = 4;
    address.words[0] = address.words[3];
    address.words[1] = address.words[2] = address.words[3] = 0;
  }
  __builtin_memcpy(key.address, &address, sizeof(key.address));
  return bpf_map_lookup_elem(&destinations, &key);
}

static __always_inline enum warifu_outcome judge_task(const struct warifu_socket* socket,
                                                      const struct warifu_destination* to) {
  if (!(socket->scope & to->scope)) return WARIFU_OUT_OF_SCOPE;
  return uid_is_listed(socket->generation, to->stamp, socket->uid) ? WARIFU_STAMPED
                                                                   : WARIFU_UID_NOT_LISTED;
}

/* WARIFU_STAMPED, or why not. */
static __always_inline enum warifu_outcome judge(const struct warifu_socket* socket,
                                                 const struct warifu_destination* to) {
  switch (socket->captured) {
    case WARIFU_CAPTURED_TASK:
      return judge_task(socket, to);
    case WARIFU_CAPTURED_BY_IDENTITY:
      return WARIFU_STAMPED;
    case WARIFU_CAPTURED_IDENTITY_REFUSED:
      return WARIFU_IDENTITY_REFUSED;
    case WARIFU_CAPTURED_KERNEL_THREAD:
      return WARIFU_KERNEL_THREAD;
    case WARIFU_CAPTURED_NO_ID:
      return WARIFU_UNUSABLE_ID;
    case WARIFU_CAPTURED_CGROUP_UNREADABLE:
      return WARIFU_CGROUP_UNREADABLE;
    default:
      return WARIFU_NO_OWNER_CAPTURED;
  }
}

/* The configuration that was active at connect(2) decides, so that a swap between the two hooks
 * neither mixes two configurations nor loses a stamp. */
static __always_inline __u32 deciding_generation(const struct warifu_socket* socket) {
  return socket && socket->generation ? socket->generation : active_generation();
}

#endif
