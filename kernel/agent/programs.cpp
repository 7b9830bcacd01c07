// SPDX-License-Identifier: MIT
#include "kernel/agent/programs.h"

#include <bpf/libbpf.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "kernel/agent/counters.h"
#include "kernel/agent/errno_text.h"
#include "kernel/agent/links.h"
#include "kernel/agent/load_error.h"
#include "kernel/agent/map_reuse.h"
#include "kernel/agent/pins.h"
#include "kernel/agent/record_pin.h"
#include "kernel/bpf/warifu.skel.h"

namespace warifu::agent {

void Programs::Destroy::operator()(warifu_bpf* skeleton) const {
  warifu_bpf__destroy(skeleton);
}

Programs::Programs(warifu_bpf* skeleton) : skeleton_(skeleton) {}
Programs::Programs(Programs&&) noexcept = default;
Programs& Programs::operator=(Programs&&) noexcept = default;
Programs::~Programs() = default;

Result<Programs> Programs::load(const PinFolder& folder) {
  std::string log(1 << 16, '\0');
  bpf_object_open_opts options{};
  options.sz = sizeof(options);
  options.kernel_log_buf = log.data();
  options.kernel_log_size = log.size();
  Programs programs(warifu_bpf__open_opts(&options));
  if (!programs.skeleton_) return tl::unexpected<Error>(explain_load_error(errno, log));

  const std::string maps = folder.pin(maps_folder_name());
  if (::mkdir(maps.c_str(), 0700) != 0 && errno != EEXIST) {
    return failure(ErrorKind::kUnavailable, with_errno("cannot make " + maps, errno));
  }
  bpf_object* object = programs.skeleton_->obj;
  auto done = reuse_pinned_maps(object, maps);
  if (!done) return tl::unexpected<Error>(done.error());
  if (const int error = warifu_bpf__load(programs.skeleton_.get()); error != 0) {
    return tl::unexpected<Error>(explain_load_error(error, log));
  }
  done = pin_new_maps(object, maps);
  if (!done) return tl::unexpected<Error>(done.error());
  return programs;
}

Result<void> Programs::attach(const CgroupRoot& root, const PinFolder& folder) const {
  const std::array programs = {skeleton_->progs.capture4, skeleton_->progs.capture6,
                               skeleton_->progs.stamp};
  static_assert(kAttachPoints.size() == programs.size());
  for (size_t i = 0; i < programs.size(); ++i) {
    auto done = attach_program(bpf_program__fd(programs[i]), root, kAttachPoints[i],
                               folder.pin(kAttachPoints[i].pin));
    if (!done) return done;
  }
  return {};
}

Result<void> Programs::save_existing_listeners() const {
  struct DestroyLink {
    void operator()(bpf_link* link) const { bpf_link__destroy(link); }
  };
  const std::unique_ptr<bpf_link, DestroyLink> link(
      bpf_program__attach_iter(skeleton_->progs.existing_listeners, nullptr));
  const UniqueFd walk(link ? bpf_iter_create(bpf_link__fd(link.get())) : -1);
  if (!walk.valid()) {
    return failure(ErrorKind::kUnavailable, with_errno("cannot walk the listeners", errno));
  }
  // Reading makes the program run once for each socket; it prints nothing.
  std::array<char, 256> nothing{};
  for (;;) {
    const ssize_t length = ::read(walk.get(), nothing.data(), nothing.size());
    if (length == 0) return {};
    if (length < 0 && errno != EINTR && errno != EAGAIN) {
      return failure(ErrorKind::kUnavailable, with_errno("cannot walk the listeners", errno));
    }
  }
}

Result<void> Programs::publish_records(const std::string& folder) const {
  return agent::publish_records(bpf_map__fd(skeleton_->maps.records), folder);
}

Result<void> Programs::withdraw_records(const std::string& folder) const {
  return agent::withdraw_records(map_id(bpf_map__fd(skeleton_->maps.records)), folder);
}

void Programs::count(warifu_outcome outcome) const {
  add_to_counter(bpf_map__fd(skeleton_->maps.counters), outcome);
}

ConfigurationMaps Programs::maps() const {
  const auto& maps = skeleton_->maps;
  return {Map<__u32, warifu_generation>(bpf_map__fd(maps.generations)),
          Map<warifu_destination_key, warifu_destination>(bpf_map__fd(maps.destinations)),
          Map<warifu_uid_key, __u32>(bpf_map__fd(maps.uids)),
          Map<warifu_cgroup_key, warifu_cgroup_node>(bpf_map__fd(maps.cgroup_nodes)),
          Map<warifu_listen_key, __u32>(bpf_map__fd(maps.listen_ports)),
          Map<warifu_source_key_id, warifu_source_key>(bpf_map__fd(maps.source_keys)),
          Map<warifu_epoch_key_id, warifu_epoch_key>(bpf_map__fd(maps.epoch_keys)),
          Map<warifu_key_usage_id, warifu_key_usage>(bpf_map__fd(maps.key_usages))};
}

Result<Settings> Programs::settings() const {
  return Settings::map(bpf_map__fd(skeleton_->maps.settings), true);
}

}  // namespace warifu::agent
