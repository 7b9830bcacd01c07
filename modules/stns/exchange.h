// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "modules/stns/curl_handle.h"
#include "modules/stns/response.h"

namespace stns {

// One GET of `url`, which ends within `timeout` microseconds, whatever the resolver, the network or
// the server does. Signals are delivered while it waits. Throws std::bad_alloc.
Response exchange(CurlHandle& handle, const std::string& url, int64_t timeout);

}  // namespace stns
