// SPDX-License-Identifier: MIT
#pragma once

#include "core/endpoint/endpoint.h"
#include "core/log/line.h"
#include "warifu/types.h"

namespace warifu {

// "10.0.0.1:40000" or "[2001:db8::1]:40000".
void append_endpoint(Line& line, const warifu_endpoint& endpoint);

}  // namespace warifu
