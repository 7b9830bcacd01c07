// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <array>
#include <atomic>
#include <string>

#include "core/owner/held_map.h"
#include "core/owner/unavailable.h"
#include "core/trust/trust.h"
#include "kernel/wire/record.h"

namespace warifu {

// Where an engine finds the records that the BPF reader on this host made: the map pinned at
// RUNTIME_DIR/bpf/ WARIFU_RECORD_PIN. Belongs to the engine; open it before the server forks.
// Any thread, any process after fork; takes no lock that a child could find locked.
class RecordMap {
 public:
  RecordMap(const std::string& runtime_dir, const TrustPolicy& trust);
  ~RecordMap();
  RecordMap(const RecordMap&) = delete;
  RecordMap& operator=(const RecordMap&) = delete;

  // Opens the map, the first time only. Where a filter of system calls is in force bpf(2) is
  // tried in a child before; if it may not be called there are no records, for good. Whoever
  // looks up without having prepared finds none. One thread at a time.
  void prepare();

  // Looks whether another map is pinned by now, and uses it then: the agent was started, or
  // made a new one. At most once a second; does nothing before prepare().
  void refresh();

  // The record of an accepted socket, by the server's own descriptor. Nothing is consumed, and
  // nothing allocated where the map is open. Where there is no map or no record it is looked
  // for anew as refresh() does. The sentence lives as long as this.
  Unavailable look_up(int socket, warifu_record& record);

  // What keeps records from being read that is somebody's mistake, and not just that no agent
  // makes any: for the log. nullptr: nothing. The same mistake has the same address.
  [[nodiscard]] const char* trouble() const { return trouble_.load(); }

 private:
  Unavailable try_once(int socket, warifu_record& record);
  bool open_if_due();
  bool open();
  const char* keep(const std::string& text);

  const std::string path_;
  const TrustPolicy trust_;
  bool prepared_ = false;
  std::atomic<bool> usable_{false};
  HeldMap held_;
  std::atomic<int64_t> tried_at_ns_{0};
  std::atomic<pid_t> opened_by_{0};  // a pid, so that a child is not bound by its parent's doing
  std::atomic<const char*> absent_;  // why there is no map
  std::atomic<const char*> trouble_{nullptr};
  // Each sentence once, so that trying for ever takes no memory; slots are filled in order.
  std::array<std::atomic<const std::string*>, 16> texts_{};
};

}  // namespace warifu
