// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "core/cli/context.h"

namespace warifu::cli {

// Loads the keyring at `path` as a server would, with hmac_owner, in a process of its own.
// Mistakes are printed as ones of `name`, the file it is to become, at the lines that `line_now`
// makes of them. Where the module is not installed, says so and lets it pass.
[[nodiscard]] Result<void> try_keyring(const Context& context, const std::string& path,
                                       const std::string& name,
                                       const std::function<uint32_t(uint32_t)>& line_now);

}  // namespace warifu::cli
