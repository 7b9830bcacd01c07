// SPDX-License-Identifier: MIT
#include "kernel/agent/pinned_maps.h"

#include <bpf/libbpf.h>

#include <numeric>
#include <utility>
#include <vector>

#include "kernel/agent/pins.h"

namespace warifu::agent {

Result<PinnedMaps> PinnedMaps::open(const std::string& pin_folder) {
  PinnedMaps maps;
  const std::pair<UniqueFd*, const char*> wanted[] = {{&maps.settings_, "settings"},
                                                      {&maps.counters_, "counters"},
                                                      {&maps.generations_, "generations"},
                                                      {&maps.destinations_, "destinations"},
                                                      {&maps.uids_, "uids"},
                                                      {&maps.cgroup_nodes_, "cgroup_nodes"},
                                                      {&maps.listen_ports_, "listen_ports"}};
  for (const auto& [fd, name] : wanted) {
    const std::string pin = pin_folder + "/" + maps_folder_name() + "/" + name;
    fd->reset(bpf_obj_get(pin.c_str()));
    if (fd->valid()) continue;
    if (errno == ENOENT) {
      return failure(ErrorKind::kUnavailable,
                     "no warifu-agent has attached anything at " + pin_folder);
    }
    return failure(ErrorKind::kUnavailable, with_errno("cannot open " + pin, errno));
  }
  return maps;
}

ConfigurationMaps PinnedMaps::configuration() const {
  return {Map<__u32, warifu_generation>(generations_.get()),
          Map<warifu_destination_key, warifu_destination>(destinations_.get()),
          Map<warifu_uid_key, __u32>(uids_.get()),
          Map<warifu_cgroup_key, warifu_cgroup_node>(cgroup_nodes_.get()),
          Map<warifu_listen_key, __u32>(listen_ports_.get())};
}

Result<Settings> PinnedMaps::settings() const {
  return Settings::map(settings_.get(), false);
}

uint64_t PinnedMaps::counter(uint32_t slot) const {
  const int cpus = libbpf_num_possible_cpus();
  if (cpus <= 0) return 0;
  std::vector<uint64_t> values(static_cast<size_t>(cpus));
  if (bpf_map_lookup_elem(counters_.get(), &slot, values.data()) != 0) return 0;
  return std::accumulate(values.begin(), values.end(), uint64_t{0});
}

}  // namespace warifu::agent
