// SPDX-License-Identifier: MIT
#include "core/log/address_text.h"

#include <algorithm>
#include <charconv>

#include "core/endpoint/endpoint.h"

namespace warifu {
namespace {

constexpr size_t kGroups = 8;

unsigned group_of(const AddressText::Address& address, size_t index) {
  return static_cast<unsigned>(address[2 * index]) << 8 | address[2 * index + 1];
}

// Groups that "::" stands for.
struct Run {
  size_t begin = kGroups;
  size_t length = 0;
  [[nodiscard]] size_t end() const { return begin + length; }
};

size_t zeros_from(const AddressText::Address& address, size_t begin) {
  size_t end = begin;
  while (end < kGroups && group_of(address, end) == 0)
    ++end;
  return end - begin;
}

// The longest run of zeros, of several the first; a single one is written out (RFC 5952, 4.2).
Run longest_zeros(const AddressText::Address& address) {
  Run best;
  for (size_t i = 0; i < kGroups; ++i) {
    const size_t length = zeros_from(address, i);
    if (length > std::max<size_t>(best.length, 1)) best = {i, length};
    i += length;
  }
  return best;
}

}  // namespace

AddressText::AddressText(const Address& address) {
  if (std::equal(kMappedPrefix.begin(), kMappedPrefix.end(), address.begin())) {
    add_ipv4(address.data() + kMappedPrefix.size());
  } else {
    add_ipv6(address);
  }
}

void AddressText::add_ipv4(const uint8_t* bytes) {
  for (size_t i = 0; i < 4; ++i) {
    if (i != 0) add('.');
    add_number(bytes[i], 10);
  }
}

void AddressText::add_ipv6(const Address& address) {
  const Run zeros = longest_zeros(address);
  for (size_t i = 0; i < kGroups;) {
    if (i == zeros.begin) {
      add(':');
      add(':');
      i = zeros.end();
      continue;
    }
    if (i != 0 && i != zeros.end()) add(':');
    // What is left of the old IPv4-compatible addresses (RFC 4291, 2.5.5.1).
    if (i == 6 && zeros.length == 6) return add_ipv4(address.data() + 12);
    add_number(group_of(address, i++), 16);
  }
}

void AddressText::add_number(unsigned value, int base) {
  char* const begin = text_.data() + length_;
  const auto end = std::to_chars(begin, text_.data() + text_.size(), value, base);
  length_ += static_cast<size_t>(end.ptr - begin);
}

}  // namespace warifu
