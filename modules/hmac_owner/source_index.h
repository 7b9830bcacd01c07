// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "kernel/wire/prefix.h"

namespace hmac_owner {

// How many keys of one slot may fit one address: each is a MAC that a forger makes us compute. A
// keyring with more does not load.
inline constexpr size_t kMaximumFitting = 64;

// The keys that fit one source address. A key stands there once.
struct Fitting {
  uint16_t keys[kMaximumFitting];
  size_t count = 0;
  void add(uint16_t key);  // past the maximum: left out
};

// Which keys of one slot fit a source address. Filled once, then immutable.
class SourceIndex {
 public:
  void add_anywhere(uint16_t key);
  void add(const warifu::wire::Prefix& from, uint16_t key);

  // In the order of widths, the narrowest first; those for anywhere come last. Allocates nothing.
  void find(const warifu::wire::Prefix& address, Fitting& out) const;

 private:
  struct Row {
    warifu::wire::Prefix from;
    uint16_t key;
  };
  // One list for each width that occurs (few do), sorted by address: a look-up is one binary
  // search for each.
  struct Width {
    int family;
    unsigned length;
    std::vector<Row> rows;
  };
  std::vector<Width> widths_;  // the narrowest first
  std::vector<uint16_t> anywhere_;
};

}  // namespace hmac_owner
