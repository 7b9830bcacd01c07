// SPDX-License-Identifier: MIT
#include "modules/hmac_owner/host_key.h"

#include <utility>

namespace hmac_owner {

using warifu::wire::MacKey;
using warifu::wire::Purpose;

std::shared_ptr<const MacKey> HostKey::at(Purpose purpose, uint64_t epoch) {
  Kept& kept = kept_[purpose == Purpose::kProof ? 1 : 0][epoch % kEpochs];
  {
    const std::lock_guard guard(lock_);
    if (kept.key && kept.epoch == epoch) return kept.key;
  }
  auto made = std::make_shared<const MacKey>(once(purpose, epoch));
  std::shared_ptr<const MacKey> replaced = made;  // ends after the lock
  const std::lock_guard guard(lock_);
  kept.epoch = epoch;
  kept.key.swap(replaced);
  return made;
}

MacKey HostKey::once(Purpose purpose, uint64_t epoch) const {
  return MacKey(derive_epoch_key(secret_, purpose, epoch));
}

}  // namespace hmac_owner
