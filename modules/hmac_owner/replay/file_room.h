// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace hmac_owner {

// fallocate(2) on part of a file; its length stays. False with errno. A signal that arrives does
// not end them, though tmpfs then gives up.

// Gets room for all of it from the file system, so that touching it cannot fail later.
bool give_room(int fd, uint64_t offset, uint64_t length);

// Gives its room back; it reads as zeros.
bool take_room(int fd, uint64_t offset, uint64_t length);

}  // namespace hmac_owner
