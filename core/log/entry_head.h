// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include "core/log/json_writer.h"

namespace warifu {

// What entries other than decisions begin with.
struct EntryHead {
  int64_t time = 0;  // CLOCK_REALTIME, nanoseconds
  std::string_view service;
};

// The members "time" and "service" of an object already begun.
void append_head(JsonWriter& json, const EntryHead& head);

}  // namespace warifu
