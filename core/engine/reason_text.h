// SPDX-License-Identifier: MIT
#pragma once

#include "core/engine/arena.h"

namespace warifu {

// "MEANING: DETAIL", the meaning's full stop dropped; the meaning alone where there is no
// detail (NULL or ""). Kept in the arena, cut at 1024 bytes; never nullptr.
const char* reason_text(Arena& arena, const char* meaning, const char* detail);

}  // namespace warifu
