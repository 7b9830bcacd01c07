// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "modules/hmac_owner/keyring.h"
#include "modules/hmac_owner/secret_source.h"

namespace hmac_owner {

// More than kMaximumKeys entries need.
inline constexpr size_t kMaximumKeyringBytes = size_t{4} << 20;

// Reads a keyring: warifu-keyring(5). `file` is its absolute path, `now` in seconds since 1970.
// Every mistake is told at once, and warnings beside them. Nothing: there is a mistake.
std::optional<Keyring> read_keyring(std::string_view text, const std::string& file, int64_t now,
                                    SecretSource& secrets, warifu::Diagnostics& diagnostics);

}  // namespace hmac_owner
