// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>

#include "core/diagnostic/result.h"

namespace hmac_owner {

using BootId = std::array<uint64_t, 2>;

struct Moment {
  int64_t unix_seconds = 0;
  int64_t since_boot = 0;  // seconds, time asleep included
};

// What the cache must know of the host. Tests have one of their own.
struct HostClock {
  BootId boot_id{};  // of this boot
  Moment (*now)() = nullptr;
};

// The real one; an error where /proc does not tell the boot's id.
warifu::Result<HostClock> read_host_clock();

// Whether claims of this epoch may have been accepted before the host was started, so that the file
// cannot know of them. A claim that is accepted now lies one epoch off the clock at most, and so
// did one that was accepted then: three epochs after the boot there is none any more, and no
// clock need be asked.
bool may_be_from_before_boot(uint64_t epoch, const HostClock& host);

}  // namespace hmac_owner
