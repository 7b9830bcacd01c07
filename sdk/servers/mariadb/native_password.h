// SPDX-License-Identifier: MIT
// The server's mysql_native_password, as every client speaks it: the client shows that it knows
// SHA1(password), and the server keeps SHA1 of that.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace warifu::mariadb {

constexpr size_t kScrambleLength = 20;
constexpr size_t kHashLength = 20;      // SHA1(SHA1(password))
constexpr size_t kHashTextLength = 41;  // '*' and it in hexadecimal digits

// One scramble and the NUL that ends it, as they are sent; false: no random numbers.
bool make_scramble(std::array<unsigned char, kScrambleLength + 1>& scramble);

// "" for ""; false: no hash, or no memory. The password is the client's, of any length.
bool hash_native(std::string_view password, std::array<char, kHashTextLength>& hash);

// The bytes of a hash as it is stored; false where it is none.
bool parse_native_hash(std::string_view text, std::array<unsigned char, kHashLength>& hash);

// Whether the reply to the scramble was made from the password of the hash. In constant time.
bool proves_native(std::string_view reply,
                   const std::array<unsigned char, kScrambleLength + 1>& scramble,
                   std::string_view hash);

}  // namespace warifu::mariadb
