// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "core/log/line.h"

namespace warifu {

// RFC 3339 in UTC with microseconds: "2026-01-31T23:59:59.000001Z". `time`: nanoseconds since
// 1970. Not by gmtime_r(3): that takes a lock of the C library, which a child forked in
// between would wait for forever.
void append_timestamp(Line& line, int64_t time);

}  // namespace warifu
