// SPDX-License-Identifier: MIT
// The journal's MESSAGE_ID (systemd.journal-fields(7)): fixed for ever, for `journalctl
// MESSAGE_ID=...` to find all messages of a kind. Made at random once.
#pragma once

namespace warifu {

inline constexpr char kDecisionMessageId[] = "f43341db80bd4723afb76a0ed0b6b944";
// Refusals, records or lines that were only counted.
inline constexpr char kTallyMessageId[] = "cbee5dccfc3b4046b7da17dc695b7dec";

}  // namespace warifu
