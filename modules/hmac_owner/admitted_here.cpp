// SPDX-License-Identifier: MIT
#include "modules/hmac_owner/admitted_here.h"

#include <algorithm>
#include <new>

namespace hmac_owner {

AdmittedHere::Place AdmittedHere::to_place(const Accepted& accepted) {
  Place place{accepted.socket_cookie, {}};
  place.mac[0] = accepted.ctl;
  std::copy_n(accepted.mac.begin(), std::min(accepted.mac.size(), place.mac.size() - 1),
              place.mac.begin() + 1);
  return place;
}

// The kernel counts cookies up, so connections that live at the same time lie apart.
size_t AdmittedHere::page_of(const Accepted& accepted) {
  return accepted.socket_cookie / kPagePlaces % kPages;
}

void AdmittedHere::add(const Accepted& accepted) {
  const std::lock_guard guard(lock_);
  auto& page = pages_[page_of(accepted)];
  if (!page) page.reset(new (std::nothrow) Page{});
  if (page) (*page)[accepted.socket_cookie % kPagePlaces] = to_place(accepted);
}

bool AdmittedHere::has(const Accepted& accepted) const {
  const std::lock_guard guard(lock_);
  const auto& page = pages_[page_of(accepted)];
  return page && (*page)[accepted.socket_cookie % kPagePlaces] == to_place(accepted);
}

}  // namespace hmac_owner
