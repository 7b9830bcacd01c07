// SPDX-License-Identifier: MIT
#pragma once

#include <tl/expected.hpp>

#include "core/owner/endpoint.h"

namespace warifu {

// Whether packets to this address stay on this host, in this network namespace: the routing
// table is asked (RTM_GETROUTE, rtnetlink(7)). That bind(2) takes an address does not tell:
// net.ipv4.ip_nonlocal_bind lets it take any. An errno where nobody could be asked.
tl::expected<bool, int> is_local_address(const ScopedEndpoint& end);

}  // namespace warifu
