// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/diagnostic/result.h"

struct bpf_object;

namespace warifu::agent {

// Before the object is loaded: gives it the maps pinned in `folder` under the names and with the
// shapes of its own. A pinned map of another shape is unpinned; who uses it keeps it.
[[nodiscard]] Result<void> reuse_pinned_maps(bpf_object* object, const std::string& folder);

// After it is loaded: pins the maps that are not pinned yet.
[[nodiscard]] Result<void> pin_new_maps(bpf_object* object, const std::string& folder);

}  // namespace warifu::agent
