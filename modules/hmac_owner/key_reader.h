// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "core/toml/node.h"
#include "modules/hmac_owner/key.h"
#include "modules/hmac_owner/secret_source.h"

namespace hmac_owner {

// The domain that accept_local gives; no key may speak for it.
inline constexpr char kLocalDomain[] = "local";

// Reads one [[key]] of the keyring `file` (absolute; secret files are relative to its folder).
// Every mistake within the entry is told; nothing: there was one, or the secret could not be had.
std::optional<Key> read_key(const warifu::Node& node, const std::string& file,
                            SecretSource& secrets, warifu::Diagnostics& diagnostics);

}  // namespace hmac_owner
