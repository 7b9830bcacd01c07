// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/diagnostic/result.h"
#include "core/posix/unique_fd.h"

namespace warifu::agent {

// A folder (an absolute path) that is root's alone all the way from /, without a link in it;
// folders that are missing are made with mode 0755. The descriptor is O_PATH.
[[nodiscard]] Result<UniqueFd> make_root_folder(const std::string& path);

}  // namespace warifu::agent
