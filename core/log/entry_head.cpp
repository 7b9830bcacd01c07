// SPDX-License-Identifier: MIT
#include "core/log/entry_head.h"

#include "core/log/limits.h"
#include "core/log/timestamp.h"

namespace warifu {

void append_head(JsonWriter& json, const EntryHead& head) {
  json.member_by("time"_key, [&](Line& line) { append_timestamp(line, head.time); });
  json.member("service"_key, head.service, limit::kService);
}

}  // namespace warifu
