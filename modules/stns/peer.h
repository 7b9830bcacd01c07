// SPDX-License-Identifier: MIT
#pragma once

namespace stns {

// Whether root, or this process's own user, listens on the other end of a connected unix socket:
// where anybody may create one, anybody could answer.
bool is_trusted_listener(int socket);

}  // namespace stns
