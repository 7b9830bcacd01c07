// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace warifu {

// Makes socket(2) fail with `error` for one address family in the calling process, for good:
// what RestrictAddressFamilies= does in a systemd unit. Only in a child.
void forbid_socket_family(int family, int error);

// What becomes of bpf(2): a SECCOMP_RET_ action, with its data. Only in a child.
void filter_bpf(uint32_t action);

}  // namespace warifu
