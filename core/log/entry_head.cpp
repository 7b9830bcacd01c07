// SPDX-License-Identifier: MIT
#include "core/log/entry_head.h"

#include "core/log/limits.h"
#include "core/log/timestamp.h"

namespace warifu {

void append_head(JsonWriter& json, const EntryHead& head) {
  json.member_by("time", [&](Line& line) { append_timestamp(line, head.time); });
  json.member("service", head.service, limit::kService);
}

}  // namespace warifu
