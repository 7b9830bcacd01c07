// SPDX-License-Identifier: MIT
#include "core/cli/key/source_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>

namespace warifu::cli {
namespace {

constexpr size_t kIpv4Offset = 12;

tl::unexpected<Error> refused(const std::string& text, const std::string& why) {
  return failure(ErrorKind::kArgument, "\"" + text + "\" " + why);
}

std::string ipv4_text(const uint8_t* bytes) {
  std::array<char, INET_ADDRSTRLEN> text{};
  inet_ntop(AF_INET, bytes, text.data(), text.size());
  return text.data();
}

Result<SourceAddress> from_ipv4(const std::string& text, const in_addr& address) {
  const uint32_t number = ntohl(address.s_addr);
  if (number == INADDR_ANY || number == INADDR_BROADCAST || IN_MULTICAST(number)) {
    return refused(text, "is no address a connection comes from; write the client's own");
  }
  SourceAddress source;
  source.bytes[kIpv4Offset - 2] = source.bytes[kIpv4Offset - 1] = 0xff;
  const auto* bytes = reinterpret_cast<const uint8_t*>(&address);
  std::copy_n(bytes, sizeof address, source.bytes.begin() + kIpv4Offset);
  source.text = ipv4_text(bytes);
  return source;
}

Result<SourceAddress> from_ipv6(const std::string& text, const in6_addr& address) {
  if (IN6_IS_ADDR_V4MAPPED(&address)) {
    return refused(text, "is an IPv4 address in an IPv6 one, and its connections are IPv4; write " +
                             ipv4_text(&address.s6_addr[kIpv4Offset]));
  }
  if (IN6_IS_ADDR_UNSPECIFIED(&address) || IN6_IS_ADDR_MULTICAST(&address)) {
    return refused(text, "is no address a connection comes from; write the client's own");
  }
  SourceAddress source;
  std::copy_n(&address.s6_addr[0], source.bytes.size(), source.bytes.begin());
  std::array<char, INET6_ADDRSTRLEN> written{};
  inet_ntop(AF_INET6, &address, written.data(), written.size());
  source.text = written.data();
  return source;
}

}  // namespace

Result<SourceAddress> parse_source_address(const std::string& text) {
  in_addr ipv4{};
  in6_addr ipv6{};
  // A NUL byte would end it for inet_pton and for nobody else.
  const bool whole = text.find('\0') == std::string::npos;
  if (whole && inet_pton(AF_INET, text.c_str(), &ipv4) == 1) return from_ipv4(text, ipv4);
  if (whole && inet_pton(AF_INET6, text.c_str(), &ipv6) == 1) return from_ipv6(text, ipv6);
  if (text.find('/') != std::string::npos) {
    return refused(text,
                   "is a prefix, and each address has a key of its own; write one --for each");
  }
  if (text.find('%') != std::string::npos) {
    return refused(text, "has a zone, which is not on the wire; write the address alone");
  }
  return refused(text, "is no address; write it as 10.1.0.5 or 2001:db8::5");
}

}  // namespace warifu::cli
