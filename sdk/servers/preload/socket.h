// SPDX-License-Identifier: MIT
// What the shim asks of sockets, and does to them. errno may change.
#pragma once

namespace warifu::preload {

// Whether a connection of this kind has an owner to ask for: all of AF_INET, AF_INET6 and AF_UNIX.
// Also where that cannot be told: it is then refused.
bool has_owner(int client);

bool is_nonblocking(int fd);

// Whether accept() would not wait at this moment.
bool is_ready(int listener);

// Ends a refused connection. Of TCP by a reset: the client learns that it is over, has read
// nothing, and leaves no connection behind in TIME-WAIT.
void end(int client);

}  // namespace warifu::preload
