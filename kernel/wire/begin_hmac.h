// SPDX-License-Identifier: MIT
// A key of an epoch in the form that BPF programs sign with.
#pragma once

#include "kernel/wire/hmac_states.h"
#include "kernel/wire/secret.h"

namespace warifu::wire {

// Pure, safe on any thread. `out` is as secret as the key; wiping it is the caller's. Nothing
// else of the key is left behind.
void begin_hmac(const Secret& epoch_key, warifu_hmac_states& out);

}  // namespace warifu::wire
