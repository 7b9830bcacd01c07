// SPDX-License-Identifier: MIT
#include "modules/hmac_owner/match.h"

namespace hmac_owner {
namespace {

using warifu::wire::kEpochTolerance;
using warifu::wire::mac_matches;

}  // namespace

std::optional<uint64_t> accepted_epoch(HostKey& host_key, warifu_bind bind,
                                       const Signature& signature, const warifu_evidence& evidence,
                                       uint64_t now) {
  const warifu_mac_message message = message_of(signature, evidence, bind);
  const auto is_of = [&](uint64_t epoch) {
    return mac_matches(host_key.at(signature.purpose, epoch)->mac(message), signature.mac);
  };
  if (is_of(now)) return now;
  for (uint64_t distance = 1; distance <= kEpochTolerance; ++distance) {
    if (now >= distance && is_of(now - distance)) return now - distance;
    if (is_of(now + distance)) return now + distance;
  }
  return std::nullopt;
}

std::optional<int> distance_in_epochs(const HostKey& host_key, warifu_bind bind,
                                      const Signature& signature, const warifu_evidence& evidence,
                                      uint64_t now) {
  const warifu_mac_message message = message_of(signature, evidence, bind);
  const auto is_of = [&](uint64_t epoch) {
    return mac_matches(host_key.once(signature.purpose, epoch).mac(message), signature.mac);
  };
  for (uint64_t distance = kEpochTolerance + 1; distance <= kEpochTolerance + kSearchedEpochs;
       ++distance) {
    if (now >= distance && is_of(now - distance)) return -static_cast<int>(distance);
    if (is_of(now + distance)) return static_cast<int>(distance);
  }
  return std::nullopt;
}

}  // namespace hmac_owner
