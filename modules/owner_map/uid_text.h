// SPDX-License-Identifier: MIT
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace owner_map {

// The kernel's "no change", and no uid.
inline constexpr uint32_t kNoUid = UINT32_MAX;

// A uid in plain decimal, as it was captured from an account: digits alone, no leading zero, below
// kNoUid.
inline std::optional<uint32_t> to_uid(std::string_view digits) {
  if (digits.empty() || digits.find_first_not_of("0123456789") != digits.npos) return std::nullopt;
  if (digits.size() > 1 && digits.front() == '0') return std::nullopt;
  uint32_t uid = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), uid);
  if (error != std::errc{} || uid == kNoUid) return std::nullopt;
  return uid;
}

}  // namespace owner_map
