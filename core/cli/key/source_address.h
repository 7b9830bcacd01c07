// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/diagnostic/result.h"
#include "kernel/wire/address.h"

namespace warifu::cli {

// An address that a client connects from.
struct SourceAddress {
  wire::Address bytes{};
  std::string text;  // as inet_ntop(3) writes it: one text for one address
};

// "10.1.0.5" or "2001:db8::5". Refused, each with what to write instead: an IPv4-mapped IPv6
// address (a connection of it is IPv4), prefixes, zones, names, and what no connection comes
// from (unspecified, multicast).
[[nodiscard]] Result<SourceAddress> parse_source_address(const std::string& text);

}  // namespace warifu::cli
