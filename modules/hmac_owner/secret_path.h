// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace hmac_owner {

// The absolute path of a secret file that `keyring` (absolute) names as `text`: relative to the
// keyring's folder, or absolute itself. Never through "..": what stands in a keyring is below its
// folder or plain to see. The error says what is wrong ("is empty").
tl::expected<std::string, std::string> secret_path(std::string_view keyring, std::string_view text);

}  // namespace hmac_owner
