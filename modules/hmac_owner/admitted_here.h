// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>

#include "modules/hmac_owner/memory.h"

namespace hmac_owner {

// The connections that this process admitted last. A server may ask again on a connection that is
// hours old (Redis: AUTH), when the replay cache has long forgotten the epoch of its claim; it
// was admitted then, and is the same connection now.
//
// Bounded: where a place is taken again, the older connection is no longer known here; where there
// is no memory, none is. Any thread; one for each process.
class AdmittedHere {
 public:
  void add(const Accepted& accepted);
  [[nodiscard]] bool has(const Accepted& accepted) const;

 private:
  static constexpr size_t kPages = 256;
  static constexpr size_t kPagePlaces = 64;
  struct Place {
    uint64_t socket_cookie;  // 0: free; never used twice while the host runs
    std::array<uint8_t, 16> mac;
    friend bool operator==(const Place&, const Place&) = default;
  };
  using Page = std::array<Place, kPagePlaces>;
  static Place to_place(const Accepted& accepted);
  static size_t page_of(const Accepted& accepted);

  mutable std::mutex lock_;
  // Made when they are first needed: most processes of a server that has one for each connection
  // need a single place.
  std::array<std::unique_ptr<Page>, kPages> pages_;
};

}  // namespace hmac_owner
