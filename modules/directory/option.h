// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "warifu/module.h"

namespace warifu::directory {

// Index into the options of a module that asks a directory: these come first, its own after them.
enum class Option : uint32_t {
  kDomain,
  kRequireUser,
  kRequireGroups,
  kSameAsAccount,
  kCacheTtl,
  kNegativeCacheTtl,
  kStaleIfError,
  kRequestLocktime,
  kCount
};

inline constexpr int64_t kLongestSpan = int64_t{30} * 24 * 3600 * 1'000'000;  // microseconds

constexpr warifu_option span_option(const char* name, const char* default_value, const char* help) {
  return {name, WARIFU_OPTION_DURATION, 0, default_value, help, nullptr, 0, kLongestSpan};
}

// In the order of Option.
inline constexpr std::array<warifu_option, static_cast<size_t>(Option::kCount)> kOptions = {{
    {"domain", WARIFU_OPTION_STRING, 0, nullptr,
     "the uid space that the directory knows; owners of another are unknown", nullptr, 0, 0},
    {"require_user", WARIFU_OPTION_STRING_LIST, 0, nullptr,
     "who passes, by the name that the directory has for the owner", nullptr, 0, 0},
    {"require_groups", WARIFU_OPTION_STRING_LIST, 0, nullptr,
     "the owner must be in at least one of these groups", nullptr, 0, 0},
    {"same_as_account", WARIFU_OPTION_BOOL, 0, "false",
     "the owner's name must be the account that it logs in as, byte by byte", nullptr, 0, 0},
    span_option("cache_ttl", "\"10m\"", "how long an answer is fresh"),
    span_option("negative_cache_ttl", "\"10s\"", "how long \"not found\" is remembered"),
    span_option("stale_if_error", "\"1h\"",
                "how long after its freshness an answer is taken while the directory is away"),
    span_option("request_locktime", "\"60s\"",
                "how long a directory that failed three times in a row is left alone"),
}};

// These, and a module's own after them: for its descriptor.
template <size_t N>
constexpr std::array<warifu_option, kOptions.size() + N> and_options(
    const warifu_option (&own)[N]) {
  std::array<warifu_option, kOptions.size() + N> all = {};
  for (size_t at = 0; at < kOptions.size(); ++at)
    all[at] = kOptions[at];
  for (size_t at = 0; at < N; ++at)
    all[kOptions.size() + at] = own[at];
  return all;
}

}  // namespace warifu::directory
