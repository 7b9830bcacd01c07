// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "warifu/module.h"

namespace hmac_owner {

// Index into the module's reasons.
enum class Reason : uint32_t {
  kSigned,
  kLocal,
  kPresumed,
  kNoOwner,
  kNoSignature,
  kNoProof,
  kLocalOwner,
  kIncompleteEvidence,
  kDisagree,
  kUnknownSlot,
  kSourceNotAllowed,
  kWrongKey,
  kTooOld,
  kTooNew,
  kKeyRetired,
  kKeyNotYetValid,
  kKeyExpired,
  kUidNotAllowed,
  kUnknownDomain,
  kReplayed,
  kOwnerOverQuota,
  kCacheFull,
  kNoReplayCache,
  kClockSetBack,
  kNoCookie,
  kInternal,
  kCount
};

// In the order of Reason.
extern const warifu_reason kReasons[static_cast<size_t>(Reason::kCount)];

}  // namespace hmac_owner
