// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/agent/map.h"
#include "kernel/bpf/layout.h"

namespace warifu::agent {

// Every map that holds configuration; descriptors are borrowed (from the skeleton or the pins).
struct ConfigurationMaps {
  Map<__u32, warifu_generation> generations;
  Map<warifu_destination_key, warifu_destination> destinations;
  Map<warifu_uid_key, __u32> uids;
  Map<warifu_cgroup_key, warifu_cgroup_node> cgroup_nodes;
  Map<warifu_listen_key, __u32> listen_ports;
  Map<warifu_source_key_id, warifu_source_key> source_keys;
  Map<warifu_epoch_key_id, warifu_epoch_key> epoch_keys;
  Map<warifu_key_usage_id, warifu_key_usage> key_usages;  // of all generations
};

}  // namespace warifu::agent
