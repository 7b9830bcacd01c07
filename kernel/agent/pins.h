// SPDX-License-Identifier: MIT
// What lies in the pin folder, under which name.
#pragma once

#include <linux/bpf.h>

#include <array>
#include <string>

#include "kernel/bpf/layout.h"

namespace warifu::agent {

// Maps are pinned apart for each layout: an agent finds those that it understands, or none.
inline std::string maps_folder_name() {
  return "maps-" + std::to_string(WARIFU_LAYOUT);
}

// The agent's own pin of the map that servers find elsewhere (record_pin.h).
inline std::string records_pin_in(const std::string& pin_folder) {
  return pin_folder + "/" + maps_folder_name() + "/records";
}

// The programs attached to the root cgroup, in the order in which they are attached: capture
// before stamp, or the first connections would be stamped without an owner.
struct AttachPoint {
  const char* program;
  const char* pin;  // of its link
  bpf_attach_type type;
};
inline constexpr std::array kAttachPoints = {
    AttachPoint{"capture4", "link-capture4", BPF_CGROUP_INET4_CONNECT},
    AttachPoint{"capture6", "link-capture6", BPF_CGROUP_INET6_CONNECT},
    AttachPoint{"stamp", "link-stamp", BPF_CGROUP_SOCK_OPS},
};

}  // namespace warifu::agent
