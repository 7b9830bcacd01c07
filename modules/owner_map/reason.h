// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "warifu/module.h"

namespace owner_map {

// Index into the module's reasons.
enum class Reason : uint32_t {
  kMapped,
  kNoOwner,
  kOtherDomain,
  kNoAccount,
  kAccountTooLong,
  kNotMapped,
  kNotTheOwner,
  kNameUnknown,
  kGroupsUnknown,
  kGroupsUnavailable,
  kGroupsWouldBlock,
  kInternal,
  kCount
};

// In the order of Reason.
extern const warifu_reason kReasons[static_cast<size_t>(Reason::kCount)];

}  // namespace owner_map
