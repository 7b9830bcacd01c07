// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/diagnostic/result.h"

namespace warifu::agent {

inline constexpr const char* kDefaultReplayFolder = "/run/warifu/replay";

// Makes the folder in which a service's replay cache lives, `parent`/`service`, of mode 0700 and
// `uid`'s own; `parent` and what is above are root's (made where missing). One that is there is put
// right. kConfiguration for a link, another thing than a folder, or a folder of a third user.
// Nothing in the folder is looked at: what is there is the service's.
[[nodiscard]] Result<void> make_replay_folder(const std::string& parent, const std::string& service,
                                              uint32_t uid);

}  // namespace warifu::agent
