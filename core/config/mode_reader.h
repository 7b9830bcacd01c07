// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/config/stack_reader.h"

namespace warifu {

enum class ModeScope { kFile, kEntry };

// Takes `mode` and `observe_until` out of a file's table or an entry's. Whatever is wrong is
// reported and means enforce; so does a date that has passed, with a warning. `place` is set to
// where the mode stands, if it does.
Mode read_mode(TableReader& reader, const ReadContext& context, ModeScope scope, Place& place);

// "2030-01-31T12:00:00Z".
std::string utc_text(int64_t unix_seconds);

}  // namespace warifu
