/* SPDX-License-Identifier: MIT OR GPL-2.0-only
 *
 * The entry points: each only dispatches. connect4 and connect6 run in the connecting task and
 * note who it is (capture.h); sockops runs as the socket sends its SYN, decides (decide.h) and
 * writes (stamp.h, proof.h); on the server's side it sees listen(2) (listen.h) and what opens a
 * connection (record.h). All are attached at the root of the cgroup2 hierarchy: a socket's cgroup
 * is fixed at socket(2), so anything lower could be escaped.
 */
#include "kernel/bpf/capture.h"
#include "kernel/bpf/listen.h"
#include "kernel/bpf/record.h"
#include "kernel/bpf/stamp.h"

char LICENSE[] SEC("license") = "Dual MIT/GPL";

SEC("cgroup/connect4")
int capture4(struct bpf_sock_addr* ctx) {
  handle_connect(ctx);
  return 1; /* never in the way of a connection */
}

SEC("cgroup/connect6")
int capture6(struct bpf_sock_addr* ctx) {
  handle_connect(ctx);
  return 1;
}

SEC("sockops")
int stamp(struct bpf_sock_ops* ctx) {
  switch (ctx->op) {
    case BPF_SOCK_OPS_TCP_CONNECT_CB:
      handle_tcp_connect(ctx);
      break;
    case BPF_SOCK_OPS_HDR_OPT_LEN_CB:
      handle_option_length(ctx);
      break;
    case BPF_SOCK_OPS_WRITE_HDR_OPT_CB:
      handle_option_write(ctx);
      break;
    case BPF_SOCK_OPS_ACTIVE_ESTABLISHED_CB:
      handle_active_established(ctx);
      break;
    case BPF_SOCK_OPS_PASSIVE_ESTABLISHED_CB:
      handle_passive_established(ctx);
      break;
    case BPF_SOCK_OPS_TCP_LISTEN_CB:
      handle_tcp_listen(ctx);
      break;
  }
  return 1;
}

SEC("iter/tcp")
int existing_listeners(struct bpf_iter__tcp* ctx) {
  handle_existing(ctx);
  return 0;
}
