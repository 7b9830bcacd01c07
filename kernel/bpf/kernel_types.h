/* SPDX-License-Identifier: MIT OR GPL-2.0-only
 *
 * The few fields of kernel structures that the programs read. Offsets are those of the running
 * kernel, filled in when the programs are loaded (CO-RE), so nothing of the build machine's
 * kernel is needed here.
 */
#ifndef WARIFU_BPF_KERNEL_TYPES_H
#define WARIFU_BPF_KERNEL_TYPES_H

#define WARIFU_PF_KTHREAD 0x00200000  /* include/linux/sched.h */
#define WARIFU_PID_NAMESPACE_DEPTH 32 /* MAX_PID_NS_LEVEL */
#define WARIFU_AF_INET 2
#define WARIFU_AF_INET6 10
#define WARIFU_TCP_LISTEN 10     /* include/net/tcp_states.h */
#define WARIFU_TCP_SAVE_SYN 27   /* include/uapi/linux/tcp.h */
#define WARIFU_TCP_BPF_SYN 1005  /* include/uapi/linux/bpf.h: the saved SYN's TCP header */
#define WARIFU_TCP_FLAG_SYN 0x02 /* RFC 9293, the header's thirteenth byte */
#define WARIFU_TCP_FLAG_RST 0x04
#define WARIFU_TCP_FLAG_ACK 0x10
#define WARIFU_IPPROTO_TCP 6
#define WARIFU_IPPROTO_MPTCP 262

/* A TCP header without its options (RFC 9293), and with all that it has room for. */
#define WARIFU_TCP_HEADER 20
#define WARIFU_TCP_HEADER_MAXIMUM 60

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

typedef struct {
  unsigned int val;
} kuid_t;

typedef struct {
  unsigned int val;
} kgid_t;

struct ns_common {
  unsigned int inum;
};

struct user_namespace {
  struct ns_common ns;
};

struct cred {
  kuid_t euid;
  kgid_t egid;
};

struct pid_namespace {
  struct ns_common ns;
  struct user_namespace* user_ns;
};

struct upid {
  struct pid_namespace* ns;
};

struct pid {
  unsigned int level;
  struct upid numbers[1];
};

struct kernfs_node {
  const char* name;
};

struct cgroup {
  int level;
  struct kernfs_node* kn;
  struct cgroup* ancestors[1];
};

struct css_set {
  struct cgroup* dfl_cgrp;
};

struct task_struct {
  unsigned int flags;
  const struct cred* cred;
  struct pid* thread_pid;
  struct css_set* cgroups;
};

struct sock_common {
  unsigned short skc_num;
  unsigned char skc_state;
};

struct bpf_iter__tcp {
  struct bpf_iter_meta* meta;
  struct sock_common* sk_common;
};

#pragma clang attribute pop

#endif
