/* SPDX-License-Identifier: MIT OR GPL-2.0-only
 *
 * What the BPF programs and the agent share: keys and values of the maps, and the outcomes that
 * are counted. Plain C; fixed-width integers in the machine's byte order unless said otherwise;
 * no padding that is not named, because keys are compared byte by byte.
 *
 * Every key carries the number of the configuration (the generation) that it belongs to. The
 * agent inserts a whole new generation, makes it the active one by a single store, and removes
 * the old one afterwards: no program ever sees half a configuration.
 */
#ifndef WARIFU_BPF_LAYOUT_H
#define WARIFU_BPF_LAYOUT_H

#include "kernel/wire/hmac_states.h"

#ifdef __bpf__
#define WARIFU_LAYOUT_ASSERT _Static_assert
#else
#include <linux/types.h>
#define WARIFU_LAYOUT_ASSERT static_assert
#endif

/* Raised whenever the meaning or the shape of a map changes: an agent reuses the maps of its
 * predecessor (counters, sockets under way) only where the number is the same. */
#define WARIFU_LAYOUT 2

#define WARIFU_MAXIMUM_DESTINATIONS 65536 /* rows: one for each pair of prefix and port */
#define WARIFU_MAXIMUM_UID_PREFIXES 65536
#define WARIFU_MAXIMUM_CGROUP_NODES 16384
#define WARIFU_MAXIMUM_LISTEN_PORTS 1024
#define WARIFU_MAXIMUM_SOURCE_KEYS 4096 /* pairs of [[stamp]] and source address */
/* Of all keys together: some 180 at 24 hours. The table itself takes 16 bytes for each of twice as
 * many, whatever is in it. */
#define WARIFU_MAXIMUM_EPOCH_KEYS 262144
#define WARIFU_MAXIMUM_KEY_USAGES 16384
#define WARIFU_GENERATIONS_AT_ONCE 2 /* the active one, and the one being built or left */

#define WARIFU_CGROUP_NAME 256 /* NAME_MAX and the end */
#define WARIFU_CGROUP_DEPTH 16 /* components in an [[identity]] cgroup */

/* What became of a connection; one counter each. The names an operator sees are in
 * kernel/agent/outcome_catalogue.cpp, in this order. Append only. */
enum warifu_outcome {
  WARIFU_STAMPED,
  WARIFU_STAMPED_AGAIN,
  WARIFU_NOT_A_DESTINATION,
  WARIFU_UID_NOT_LISTED,
  WARIFU_OUT_OF_SCOPE,
  WARIFU_IDENTITY_REFUSED,
  WARIFU_KERNEL_THREAD,
  WARIFU_UNUSABLE_ID,
  WARIFU_CGROUP_UNREADABLE,
  WARIFU_NO_OWNER_CAPTURED,
  WARIFU_CONFIGURATION_GONE,
  WARIFU_NO_ROOM,
  WARIFU_WRITE_FAILED,
  WARIFU_STORE_FAILED,
  WARIFU_LISTEN_SAVED,
  WARIFU_LISTEN_FAILED,
  WARIFU_NO_SOURCE_KEY,
  WARIFU_NO_EPOCH_KEY,
  WARIFU_PROVED,
  WARIFU_PROOF_NO_ROOM,
  WARIFU_PROOF_NO_EPOCH_KEY,
  WARIFU_PROOF_WRITE_FAILED,
  WARIFU_PROOF_TOO_LATE,
  WARIFU_RECORDED,
  WARIFU_RECORD_FAILED,
  WARIFU_CLOCK_JUMPED, /* counted by the agent, not by a program */
  WARIFU_OUTCOMES
};
#define WARIFU_COUNTERS 64 /* slots of the map: outcomes can be added under one layout */

/* settings[0], mapped into the agent's memory. */
struct warifu_settings {
  __u32 generation; /* the active one; 0: nothing is configured */
  __s32 tai_offset; /* seconds that CLOCK_TAI, which BPF can read, is ahead of CLOCK_REALTIME */
  __s64 real_minus_boot; /* CLOCK_REALTIME less CLOCK_BOOTTIME in nanoseconds, as the agent last
                            saw it: a jump is noticed also by an agent that starts after it */
};

/* generations[number] */
struct warifu_generation {
  __u32 pid_namespace;  /* inode number of the agent's own: scope "host" */
  __u32 user_namespace; /* inode number of the initial one: scope "userns" */
  __u64 configured_at;  /* unix seconds */
  __u8 kind;            /* of the TCP option */
  __u8 exid[2];         /* big endian */
  __u8 has_identities;
  __u32 reserved;
};

enum warifu_scope { WARIFU_SCOPE_HOST = 1, WARIFU_SCOPE_USERNS = 2 };

/* destinations: longest prefix over generation, port, family and address. */
struct warifu_destination_key {
  __u32 prefix_length; /* bits of all that follows */
  __u32 generation;
  __u16 port;
  __u16 family;     /* 4 or 6: ::/0 is not 0.0.0.0/0 */
  __u8 address[16]; /* as on the wire; IPv4: the first four */
};
#define WARIFU_DESTINATION_FIXED_BITS 64 /* generation, port, family */

struct warifu_destination {
  __u32 stamp; /* index of the [[stamp]] entry; also its set of uids */
  __u32 scope; /* bits of enum warifu_scope that it accepts */
  __u8 slot;   /* key slot, 0 to 15 */
  __u8 bind;   /* enum warifu_bind (kernel/wire/mac_message.h) */
  __u8 form;   /* enum warifu_stamp_form */
  __u8 reserved;
};

/* What a [[stamp]] entry writes. */
enum warifu_stamp_form {
  WARIFU_FORM_PLAIN,          /* it has no keys: plain claims */
  WARIFU_FORM_CLAIM,          /* signed claims; without a key for the source address: nothing */
  WARIFU_FORM_CLAIM_AND_PROOF /* and proofs */
};

/* source_keys: which key signs for a [[stamp]] entry from an address of this host. */
struct warifu_source_key_id {
  __u32 generation;
  __u32 stamp;
  __u8 address[16]; /* as on the wire; IPv4 mapped to ::ffff:a.b.c.d */
};

struct warifu_source_key {
  __u32 key; /* number of the key, within its generation */
  __u32 reserved;
  __u8 fingerprint[8]; /* of the key, warifu::wire::fingerprint(): its row in key_usages */
};

/* epoch_keys: what signs during one epoch. The host key itself never enters a map. */
struct warifu_epoch_key_id {
  __u32 generation;
  __u32 key;
  __u64 epoch;
};

struct warifu_epoch_key {
  struct warifu_hmac_states claim;
  struct warifu_hmac_states proof;
};

/* key_usages: by fingerprint, over all generations. The agent makes the rows; programs count. */
struct warifu_key_usage_id {
  __u8 fingerprint[8];
};

struct warifu_key_usage {
  __u64 claims;    /* SYNs signed, without their retransmissions */
  __u64 proofs;    /* connections that began to send a proof */
  __u64 last_used; /* unix seconds; 0: never */
};

/* uids: a range of uids is a handful of prefixes. */
struct warifu_uid_key {
  __u32 prefix_length; /* bits of all that follows */
  __u32 generation;
  __u32 set;   /* a stamp's index, or WARIFU_IDENTITY_SET + an identity's */
  __u8 uid[4]; /* big endian */
};
#define WARIFU_UID_FIXED_BITS 64
#define WARIFU_IDENTITY_SET 0x80000000u

/* cgroup_nodes: the tree of the configured cgroup paths, walked by name from the root, so that
 * a cgroup made (or made anew) at any time is recognised from its first moment. */
struct warifu_cgroup_key {
  __u32 generation;
  __u32 parent;                  /* number of the node above; 0: the root */
  char name[WARIFU_CGROUP_NAME]; /* zeros after the name */
};

enum warifu_identity_kind {
  WARIFU_IDENTITY_NONE,  /* only on the way to another */
  WARIFU_IDENTITY_UIDS,  /* the task's own ids, if its uid is in the set */
  WARIFU_IDENTITY_FIXED, /* uid and gid below, whoever the task is */
};

struct warifu_cgroup_node {
  __u32 node;
  __u32 kind;     /* enum warifu_identity_kind */
  __u32 identity; /* index of the [[identity]] entry */
  __u32 uid;
  __u32 gid;
};

/* listen_ports: value is bits of enum warifu_listen. */
struct warifu_listen_key {
  __u32 generation;
  __u32 port;
};

enum warifu_listen {
  WARIFU_LISTEN_SAVE_SYN = 1, /* keep the SYN of connections to this port */
  WARIFU_LISTEN_RECORD = 2    /* and record claim and proof (kernel/wire/record.h) */
};

/* What capture found out about the task that connects. Zero: nothing was captured. */
enum warifu_capture {
  WARIFU_CAPTURED_NOTHING,
  WARIFU_CAPTURED_KERNEL_THREAD,
  WARIFU_CAPTURED_NO_ID,
  WARIFU_CAPTURED_CGROUP_UNREADABLE,
  WARIFU_CAPTURED_IDENTITY_REFUSED,
  WARIFU_CAPTURED_BY_IDENTITY, /* stamped whatever scope and uids of the stamp say */
  WARIFU_CAPTURED_TASK,        /* scope and uids of the stamp decide */
};

enum warifu_phase {
  WARIFU_PHASE_SILENT, /* nothing is written */
  WARIFU_PHASE_CLAIM,  /* into the SYN, until it is answered */
  WARIFU_PHASE_PROOF   /* into what follows, until it is answered too */
};

/* What a socket writes: made at the SYN from what was captured, and gone at the next. */
struct warifu_writing {
  __u64 now;          /* unix seconds, when the segment under way was begun */
  __u64 signed_epoch; /* of the key that the MAC in `option` is by; 0: there is none yet */
  __u32 key;          /* its number */
  __u8 fingerprint[8];
  __u32 client_isn;
  __u32 first_unacknowledged; /* snd_una and rcv_nxt as they were when the SYN was answered: */
  __u32 first_expected;       /* the proof is written while both are unchanged */
  __u8 phase;                 /* enum warifu_phase */
  __u8 form;                  /* enum warifu_stamp_form */
  __u8 bind;                  /* enum warifu_bind */
  __u8 syn_sent;              /* client_isn is that of a SYN of this connect */
  __u8 reserved_room;         /* in the header of the segment under way */
  __u8 told;                  /* the outcome of this phase was counted */
  __u8 reserved[2];
  __u8 option[28]; /* as on the wire (kernel/wire/option.h), as far as its form goes */
};

/* sockets: kept with each socket from connect(2) on. */
struct warifu_socket {
  __u32 generation; /* that was active at connect(2), and decides */
  __u32 uid;
  __u32 gid;
  __u8 captured;  /* enum warifu_capture */
  __u8 scope;     /* bits of enum warifu_scope that the task satisfies */
  __u8 flag_ours; /* WRITE_HDR_OPT was set by us and not yet cleared */
  __u8 reserved;
  struct warifu_writing writing;
};

WARIFU_LAYOUT_ASSERT(sizeof(struct warifu_settings) == 16, "settings");
WARIFU_LAYOUT_ASSERT(sizeof(struct warifu_generation) == 24, "generation");
WARIFU_LAYOUT_ASSERT(sizeof(struct warifu_destination_key) == 28, "destination key");
WARIFU_LAYOUT_ASSERT(sizeof(struct warifu_destination) == 12, "destination");
WARIFU_LAYOUT_ASSERT(sizeof(struct warifu_source_key_id) == 24, "source key id");
WARIFU_LAYOUT_ASSERT(sizeof(struct warifu_source_key) == 16, "source key");
WARIFU_LAYOUT_ASSERT(sizeof(struct warifu_epoch_key_id) == 16, "epoch key id");
WARIFU_LAYOUT_ASSERT(sizeof(struct warifu_epoch_key) == 128, "epoch key");
WARIFU_LAYOUT_ASSERT(sizeof(struct warifu_key_usage_id) == 8, "key usage id");
WARIFU_LAYOUT_ASSERT(sizeof(struct warifu_key_usage) == 24, "key usage");
WARIFU_LAYOUT_ASSERT(sizeof(struct warifu_uid_key) == 16, "uid key");
WARIFU_LAYOUT_ASSERT(sizeof(struct warifu_cgroup_key) == 264, "cgroup key");
WARIFU_LAYOUT_ASSERT(sizeof(struct warifu_cgroup_node) == 20, "cgroup node");
WARIFU_LAYOUT_ASSERT(sizeof(struct warifu_listen_key) == 8, "listen key");
WARIFU_LAYOUT_ASSERT(sizeof(struct warifu_socket) == 96, "socket");

#endif
