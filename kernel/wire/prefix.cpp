// SPDX-License-Identifier: MIT
#include "kernel/wire/prefix.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace warifu::wire {
namespace {

constexpr std::array<uint8_t, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

std::optional<Prefix> parse_address(std::string_view text) {
  const std::string terminated(text);
  if (text.find('\0') != std::string_view::npos) return std::nullopt;
  Prefix prefix;
  if (inet_pton(AF_INET, terminated.c_str(), prefix.address.data()) == 1) {
    prefix.length = 32;
    return prefix;
  }
  if (inet_pton(AF_INET6, terminated.c_str(), prefix.address.data()) != 1) return std::nullopt;
  prefix.family = 6;
  prefix.length = 128;
  return prefix;
}

std::optional<unsigned> parse_length(std::string_view text, unsigned maximum) {
  if (text.empty() || text.size() > 3 || (text.size() > 1 && text.front() == '0')) {
    return std::nullopt;
  }
  unsigned length = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (error != std::errc{} || end != text.data() + text.size() || length > maximum) {
    return std::nullopt;
  }
  return length;
}

bool is_mapped(const Address& address) {
  return std::equal(kMapped.begin(), kMapped.end(), address.begin());
}

tl::unexpected<std::string> wrong(std::string what) {
  return tl::unexpected<std::string>(std::move(what));
}

}  // namespace

tl::expected<Prefix, std::string> parse_prefix(std::string_view text) {
  const size_t slash = text.find('/');
  auto prefix = parse_address(text.substr(0, slash));
  if (!prefix) return wrong("is no IPv4 or IPv6 address or prefix");
  if (slash != std::string_view::npos) {
    const auto length = parse_length(text.substr(slash + 1), prefix->length);
    if (!length) {
      return wrong("has a prefix length that is not 0 to " + std::to_string(prefix->length));
    }
    prefix->length = *length;
  }
  if (prefix->family == 6 && prefix->length >= 96 && is_mapped(prefix->address)) {
    return wrong("is an IPv4-mapped prefix, which is IPv4 on the wire");
  }
  const Prefix base = widened(*prefix, prefix->length);
  if (base != *prefix) return wrong("has bits set beyond its length (" + to_text(base) + ")");
  return base;
}

std::string to_text(const Prefix& prefix) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(prefix.family == 4 ? AF_INET : AF_INET6, prefix.address.data(), text.data(),
            text.size());
  return std::string(text.data()) + "/" + std::to_string(prefix.length);
}

Prefix prefix_of(const Address& address) {
  if (!is_mapped(address)) return {6, address, 128};
  Prefix prefix{4, {}, 32};
  std::copy(address.begin() + kMapped.size(), address.end(), prefix.address.begin());
  return prefix;
}

Prefix widened(const Prefix& prefix, unsigned length) {
  Prefix wide{prefix.family, {}, length};
  const size_t whole = length / 8;
  std::copy_n(prefix.address.begin(), whole, wide.address.begin());
  if (length % 8 != 0) {
    wide.address[whole] = prefix.address[whole] & static_cast<uint8_t>(0xFF00u >> (length % 8));
  }
  return wide;
}

bool contains(const Prefix& outer, const Prefix& inner) {
  return outer.family == inner.family && outer.length <= inner.length &&
         widened(inner, outer.length) == outer;
}

}  // namespace warifu::wire
