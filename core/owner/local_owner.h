// SPDX-License-Identifier: MIT
// What the sources that look on this host have in common: when a uid that the kernel tells
// this process is the peer's true one.
#pragma once

#include <optional>

#include "core/owner/evidence.h"

namespace warifu {

// The kernel translates the ids it tells into the asker's user namespace (see
// user_namespaces(7)): outside the initial one several users look alike, and numbers are not
// those that the rules of a stack mean. False there, and where it cannot be told; `out` then
// has the answer. Costs one stat(2).
bool sees_true_uids(Evidence& out);

// Makes the uid the owner, unless it is one that names nobody: (uid_t)-1, and the overflow
// uid 65534, which the kernel gives for any uid without a number here and which many
// unrelated daemons share as "nobody".
void name_local_owner(Evidence& out, uint32_t uid, std::optional<uint32_t> gid);

}  // namespace warifu
