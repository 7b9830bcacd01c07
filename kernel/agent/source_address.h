// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "core/diagnostic/result.h"
#include "kernel/wire/address.h"

namespace warifu::agent {

// An address that this host connects from, as MACs have it. kArgument, with what is wrong, for
// what is no single address, an IPv4-mapped one, or all zeros.
[[nodiscard]] Result<wire::Address> parse_source_address(std::string_view text);

// "10.1.0.5", "2001:db8::5".
std::string to_text(const wire::Address& address);

}  // namespace warifu::agent
