// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

#include "modules/hmac_owner/memory.h"

namespace hmac_owner {

// The memory of a service: the replay cache and the counters of keys in `folder` (absolute; it need
// not be there yet).
std::unique_ptr<Memory> make_file_memory(const std::string& folder, size_t capacity);

}  // namespace hmac_owner
