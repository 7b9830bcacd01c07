// SPDX-License-Identifier: MIT
// The server's ed25519: the client signs what the server drew, and the server keeps the public key.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace warifu::mariadb {

constexpr size_t kNonceLength = 32;
constexpr size_t kPublicKeyLength = 32;
constexpr size_t kPublicKeyTextLength = 43;  // base64 without the '=' that would follow

bool make_nonce(std::array<unsigned char, kNonceLength>& nonce);

// The bytes of a public key as it is stored; false where it is none.
bool parse_public_key(std::string_view text, std::array<unsigned char, kPublicKeyLength>& key);

// Whether the owner of the key signed the nonce.
bool proves_ed25519(std::string_view signature,
                    const std::array<unsigned char, kNonceLength>& nonce,
                    std::string_view public_key);

}  // namespace warifu::mariadb
