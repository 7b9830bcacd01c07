// SPDX-License-Identifier: MIT
#include "kernel/agent/pinned_maps.h"

#include <utility>

#include "kernel/agent/counters.h"
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
                                                      {&maps.listen_ports_, "listen_ports"},
                                                      {&maps.source_keys_, "source_keys"},
                                                      {&maps.epoch_keys_, "epoch_keys"},
                                                      {&maps.key_usages_, "key_usages"}};
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
          Map<warifu_listen_key, __u32>(listen_ports_.get()),
          Map<warifu_source_key_id, warifu_source_key>(source_keys_.get()),
          Map<warifu_epoch_key_id, warifu_epoch_key>(epoch_keys_.get()),
          Map<warifu_key_usage_id, warifu_key_usage>(key_usages_.get())};
}

Result<Settings> PinnedMaps::settings() const {
  return Settings::map(settings_.get(), false);
}

uint64_t PinnedMaps::counter(uint32_t slot) const {
  return read_counter(counters_.get(), slot);
}

}  // namespace warifu::agent
