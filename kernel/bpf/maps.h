/* SPDX-License-Identifier: MIT OR GPL-2.0-only
 *
 * The maps. None is per-CPU scratch memory: a connect can be preempted by another one on the
 * same CPU, which would then overwrite it in the middle of a decision.
 */
#ifndef WARIFU_BPF_MAPS_H
#define WARIFU_BPF_MAPS_H

#include "kernel/bpf/prelude.h"

struct {
  __uint(type, BPF_MAP_TYPE_SK_STORAGE);
  __uint(map_flags, BPF_F_NO_PREALLOC);
  __type(key, int);
  __type(value, struct warifu_socket);
} sockets SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
  __uint(max_entries, WARIFU_COUNTERS);
  __type(key, __u32);
  __type(value, __u64);
} counters SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __uint(map_flags, BPF_F_MMAPABLE);
  __uint(max_entries, 1);
  __type(key, __u32);
  __type(value, struct warifu_settings);
} settings SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __uint(map_flags, BPF_F_NO_PREALLOC);
  __uint(max_entries, 16);
  __type(key, __u32);
  __type(value, struct warifu_generation);
} generations SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_LPM_TRIE);
  __uint(map_flags, BPF_F_NO_PREALLOC);
  __uint(max_entries, WARIFU_MAXIMUM_DESTINATIONS* WARIFU_GENERATIONS_AT_ONCE);
  __type(key, struct warifu_destination_key);
  __type(value, struct warifu_destination);
} destinations SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_LPM_TRIE);
  __uint(map_flags, BPF_F_NO_PREALLOC);
  __uint(max_entries, WARIFU_MAXIMUM_UID_PREFIXES* WARIFU_GENERATIONS_AT_ONCE);
  __type(key, struct warifu_uid_key);
  __type(value, __u32);
} uids SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __uint(map_flags, BPF_F_NO_PREALLOC);
  __uint(max_entries, WARIFU_MAXIMUM_CGROUP_NODES* WARIFU_GENERATIONS_AT_ONCE);
  __type(key, struct warifu_cgroup_key);
  __type(value, struct warifu_cgroup_node);
} cgroup_nodes SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __uint(map_flags, BPF_F_NO_PREALLOC);
  __uint(max_entries, WARIFU_MAXIMUM_LISTEN_PORTS* WARIFU_GENERATIONS_AT_ONCE);
  __type(key, struct warifu_listen_key);
  __type(value, __u32);
} listen_ports SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __uint(map_flags, BPF_F_NO_PREALLOC);
  __uint(max_entries, WARIFU_MAXIMUM_SOURCE_KEYS* WARIFU_GENERATIONS_AT_ONCE);
  __type(key, struct warifu_source_key_id);
  __type(value, struct warifu_source_key);
} source_keys SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __uint(map_flags, BPF_F_NO_PREALLOC);
  __uint(max_entries, WARIFU_MAXIMUM_EPOCH_KEYS* WARIFU_GENERATIONS_AT_ONCE);
  __type(key, struct warifu_epoch_key_id);
  __type(value, struct warifu_epoch_key);
} epoch_keys SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __uint(map_flags, BPF_F_NO_PREALLOC);
  __uint(max_entries, WARIFU_MAXIMUM_KEY_USAGES);
  __type(key, struct warifu_key_usage_id);
  __type(value, struct warifu_key_usage);
} key_usages SEC(".maps");

/* For servers: also pinned where they may read it, each through its own descriptor only. */
struct {
  __uint(type, BPF_MAP_TYPE_SK_STORAGE);
  __uint(map_flags, BPF_F_NO_PREALLOC);
  __type(key, int);
  __type(value, struct warifu_record);
} records SEC(".maps");

#endif
