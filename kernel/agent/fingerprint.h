// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "kernel/wire/secret.h"

namespace warifu::agent {

// What a key is called wherever the key itself must not be: wire::fingerprint() as bytes. Two keys
// are the same where their fingerprints are.
using Fingerprint = std::array<uint8_t, 8>;

Fingerprint fingerprint_of(const wire::Secret& key);

// 16 hexadecimal digits, as `warifu key fingerprint` prints them.
std::string to_text(const Fingerprint& fingerprint);

}  // namespace warifu::agent
