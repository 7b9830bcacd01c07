// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "warifu/module.h"

namespace warifu::directory {

// Index into the reasons of a module that asks a directory: these come first, its own after them.
enum class Reason : uint32_t {
  kStale,
  kNoOwner,
  kOtherDomain,
  kNotFound,
  kUnavailable,
  kMalformedName,
  kOtherAccount,
  kUserNotListed,
  kNotInGroup,
  kGroupsUnavailable,
  kNotSet,
  kInternal,
  kCount
};

// In the order of Reason.
inline constexpr std::array<warifu_reason, static_cast<size_t>(Reason::kCount)> kReasons = {{
    {"stale",
     "the directory could not be asked, and what it answered before was taken: stale_if_error",
     "see the detail, and that the directory answers again"},
    {"no-owner", "nothing told who owns the connection",
     "see the outcome beside this reason: is the client's host stamping, and is this source "
     "asked?"},
    {"other-domain", "the owner belongs to another uid space than this entry's domain",
     "add an entry for that domain, or correct the domain of the key that signed"},
    {"not-found", "the directory has no user with the owner's uid",
     "if there should be one, create it; that it is missing is remembered for negative_cache_ttl"},
    {"unavailable", "the directory could not be asked who the owner is",
     "see the detail, and that the directory answers within the stack's deadline"},
    {"malformed-name", "what the directory says is the owner's name cannot be one",
     "correct the user's name in the directory; the manual page says what a name may be"},
    {"other-account", "the owner's name is not the account that it logs in as",
     "log in as the account of that name, or leave same_as_account out"},
    {"user-not-listed", "the owner is none of require_user",
     "if the owner should pass, add its name to require_user"},
    {"not-in-group", "the owner is in none of require_groups",
     "if the owner should pass, add it to one of these groups; a change counts when cache_ttl has "
     "passed"},
    {"groups-unavailable", "the directory could not be asked for the groups of require_groups",
     "see the detail, and that the directory answers within the stack's deadline"},
    {"not-set", "the host did not take the owner's name or groups from this entry",
     "see that no stack asks for more attributes than it has room for; else report a bug"},
    {"internal", "the module itself failed",
     "look at the detail; if it is not about memory, report it as a bug"},
}};

// These, and a module's own after them: for its descriptor.
template <size_t N>
constexpr std::array<warifu_reason, kReasons.size() + N> and_reasons(
    const warifu_reason (&own)[N]) {
  std::array<warifu_reason, kReasons.size() + N> all = {};
  for (size_t at = 0; at < kReasons.size(); ++at)
    all[at] = kReasons[at];
  for (size_t at = 0; at < N; ++at)
    all[kReasons.size() + at] = own[at];
  return all;
}

}  // namespace warifu::directory
