// SPDX-License-Identifier: MIT
// How much of each text from outside a log line shows, in bytes after escaping.
#pragma once

#include <cstddef>

namespace warifu::limit {

// Together below PIPE_BUF (4096) with what stands between them, so that a sentence goes into
// a pipe whole, and below half of Line::kCapacity, for JSON doubles quotes and backslashes.
inline constexpr size_t kService = 64;
inline constexpr size_t kAccount = 256;
inline constexpr size_t kResource = 256;
inline constexpr size_t kOwnerName = 128;
inline constexpr size_t kDomain = 128;
inline constexpr size_t kReasonId = 128;
inline constexpr size_t kReason = 512;
inline constexpr size_t kFile = 512;
inline constexpr size_t kModule = 64;
inline constexpr size_t kNote = 1024;

}  // namespace warifu::limit
