// SPDX-License-Identifier: MIT
#pragma once

namespace warifu {

// Makes socket(2) fail with `error` for one address family in the calling process, for good:
// what RestrictAddressFamilies= does in a systemd unit. Only in a child.
void forbid_socket_family(int family, int error);

}  // namespace warifu
