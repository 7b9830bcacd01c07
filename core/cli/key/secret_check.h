// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "core/cli/key/keyring.h"
#include "kernel/wire/secret.h"

namespace warifu::cli {

// Whether a keyring's secrets can be read and are each the secret of one entry, as hmac_owner
// wants it when it loads: one secret in two entries is a mistake, but where both derive from it,
// in one slot, for sources of their own. Mistakes go to `diagnostics`, at the entries' lines as
// `line_now` tells them, 0 being an entry that is not there yet.
void check_secrets(const Keyring& keyring, const TrustPolicy& trust,
                   const std::function<uint32_t(uint32_t)>& line_now, Diagnostics& diagnostics);

// The fingerprint of an entry's secret; the error says why it is not known.
[[nodiscard]] Result<std::string> fingerprint_of(const KeyEntry& entry, const TrustPolicy& trust);

// Whoever can read the old secret's file must be able to read the new one's: the servers' users.
// An error says what to run where the new one is kept closer.
[[nodiscard]] Result<void> check_readers(const std::string& old_path, const std::string& new_path);

}  // namespace warifu::cli
