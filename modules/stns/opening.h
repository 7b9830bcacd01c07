// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "modules/stns/verifier.h"

namespace stns {

// Null: every mistake has been reported. Connects to nothing. Throws std::bad_alloc.
std::unique_ptr<Verifier> open_verifier(const warifu_module_open* args);

}  // namespace stns
