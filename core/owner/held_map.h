// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>

#include "core/owner/record_pin.h"

namespace warifu {

// The map of records that is in use. As HeldDescriptor (core/log) it may find that the server
// closed its descriptor and got the number again for something else; maps are told by their
// id, since to fstat(2) all of BPF's descriptors are one file. What get() gives may be looked
// up in without fear for the room that its values take. Any thread, any process after fork; no
// lock.
class HeldMap {
 public:
  HeldMap() = default;
  ~HeldMap();
  HeldMap(const HeldMap&) = delete;
  HeldMap& operator=(const HeldMap&) = delete;

  // The descriptor, or -1 where there is none or the number is somebody else's now.
  [[nodiscard]] int get() const;

  // Uses this map from now on. false: it is the one already held. One thread of a process at
  // a time. Who is just reading reads from the old map or the new.
  bool hold(OpenedRecords opened);

 private:
  std::atomic<int> fd_{-1};
  std::atomic<uint32_t> id_{0};       // 0: no map has it
  std::atomic<uint32_t> next_id_{0};  // of the map that is taking its place
  std::atomic<uint32_t> changes_{0};
};

}  // namespace warifu
