// SPDX-License-Identifier: MIT
// Which key made the signatures of a connection, and when.
#pragma once

#include <optional>

#include "modules/hmac_owner/host_key.h"
#include "modules/hmac_owner/signature.h"

namespace hmac_owner {

// The epoch in which a signature was made with a key that has this `bind`: `now`, or one of those
// that are accepted beside it. Nothing: in none of them with this key. Throws
// warifu::wire::CryptoFailure, std::bad_alloc.
std::optional<uint64_t> accepted_epoch(HostKey& host_key, warifu_bind bind,
                                       const Signature& signature, const warifu_evidence& evidence,
                                       uint64_t now);

// How many epochs before (negative) or after `now` it was made, where that is more than is
// accepted: only to name a reason. Looks at most kSearchedEpochs further each way, which costs
// some 100 derivations. Nothing: in none of them. Throws as above.
inline constexpr uint64_t kSearchedEpochs = 64;
std::optional<int> distance_in_epochs(const HostKey& host_key, warifu_bind bind,
                                      const Signature& signature, const warifu_evidence& evidence,
                                      uint64_t now);

}  // namespace hmac_owner
