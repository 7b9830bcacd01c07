// SPDX-License-Identifier: MIT
#pragma once

#include "core/log/line.h"
#include "warifu/types.h"

namespace warifu {

// Whether an address is there at all (all zero: not known).
bool is_known(const warifu_endpoint& endpoint);

// "10.0.0.1:40000" or "[2001:db8::1]:40000".
void append_endpoint(Line& line, const warifu_endpoint& endpoint);

}  // namespace warifu
