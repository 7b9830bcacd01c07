// SPDX-License-Identifier: MIT
// Owners without a client: the kernel notes on both ends of a socket pair who made it.
#pragma once

#include <cstdint>

#include "warifu/warifu.hpp"

// The owner of a connection that `uid`, with a gid of the same number, made to this process over a
// unix socket. Only root may speak for others. Throws std::runtime_error. Any thread.
warifu::client::Owner owner_as(const warifu::client::Engine& engine, uint32_t uid);
