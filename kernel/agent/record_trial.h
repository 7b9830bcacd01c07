// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/diagnostic/result.h"

namespace warifu::agent {

// Whether an unprivileged process can look records up on this kernel, by trying: a child becomes
// uid 65534, opens the pin for reading and looks a socket of its own up. The error says what was
// refused. Forks; the caller should have one thread.
[[nodiscard]] Result<void> try_record_lookup(const std::string& pin);

}  // namespace warifu::agent
