// SPDX-License-Identifier: MIT
#include "kernel/agent/source_address.h"

#include <arpa/inet.h>

#include <algorithm>

#include "kernel/agent/prefix.h"

namespace warifu::agent {
namespace {

constexpr std::array<uint8_t, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

bool is_mapped(const wire::Address& address) {
  return std::equal(kMapped.begin(), kMapped.end(), address.begin());
}

}  // namespace

Result<wire::Address> parse_source_address(std::string_view text) {
  if (text.find('/') != text.npos) {
    return failure(ErrorKind::kArgument, "is a prefix, not one address");
  }
  const auto prefix = parse_prefix(text);
  if (!prefix) return failure(ErrorKind::kArgument, prefix.error());
  const auto& bytes = prefix->address;
  if (std::all_of(bytes.begin(), bytes.end(), [](uint8_t byte) { return byte == 0; })) {
    return failure(ErrorKind::kArgument, "is no address that a connection has");
  }
  if (prefix->family == 6) return bytes;
  wire::Address mapped{};
  std::copy(kMapped.begin(), kMapped.end(), mapped.begin());
  std::copy_n(bytes.begin(), 4, mapped.begin() + kMapped.size());
  return mapped;
}

std::string to_text(const wire::Address& address) {
  const bool mapped = is_mapped(address);
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(mapped ? AF_INET : AF_INET6, address.data() + (mapped ? kMapped.size() : 0),
            text.data(), text.size());
  return text.data();
}

}  // namespace warifu::agent
