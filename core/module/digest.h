// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/diagnostic/result.h"

namespace warifu {

using Sha256 = std::array<uint8_t, 32>;

// By OpenSSL; kInternal where it cannot (a provider without SHA-256).
[[nodiscard]] Result<Sha256> sha256(std::string_view bytes);

// Lower-case, 64 digits.
std::string to_hex(const Sha256& digest);

}  // namespace warifu
