// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "core/diagnostic/result.h"
#include "kernel/agent/cgroup_root.h"
#include "kernel/agent/maps.h"
#include "kernel/agent/pin_folder.h"
#include "kernel/agent/settings.h"

struct warifu_bpf;

namespace warifu::agent {

// The BPF programs of this build, loaded into the kernel, over the maps that a predecessor left
// (its counters and the sockets under way live on) or new ones.
class Programs {
 public:
  // Loads, and pins the maps that are new. Nothing is attached yet. kUnavailable, with the
  // reason, where the kernel does not permit BPF, has no BTF, or is too old.
  [[nodiscard]] static Result<Programs> load(const PinFolder& folder);
  Programs(Programs&&) noexcept;
  Programs& operator=(Programs&&) noexcept;
  Programs(const Programs&) = delete;
  Programs& operator=(const Programs&) = delete;
  ~Programs();

  // Makes these the programs of the links pinned in the folder, each by one atomic exchange, or
  // attaches and pins links where there are none. Links outlive this object and the process.
  [[nodiscard]] Result<void> attach(const CgroupRoot& root, const PinFolder& folder) const;

  // Applies [listen] to the listeners that this network namespace has already.
  [[nodiscard]] Result<void> save_existing_listeners() const;

  // Makes the map of records public in `folder`, or takes it back (record_pin.h).
  [[nodiscard]] Result<void> publish_records(const std::string& folder) const;
  [[nodiscard]] Result<void> withdraw_records(const std::string& folder) const;

  // Counts an outcome that the agent itself finds.
  void count(warifu_outcome outcome) const;

  [[nodiscard]] ConfigurationMaps maps() const;
  [[nodiscard]] Result<Settings> settings() const;

 private:
  explicit Programs(warifu_bpf* skeleton);
  struct Destroy {
    void operator()(warifu_bpf* skeleton) const;
  };
  std::unique_ptr<warifu_bpf, Destroy> skeleton_;
};

}  // namespace warifu::agent
