// SPDX-License-Identifier: MIT
#pragma once

#include "warifu/module.h"

namespace warifu {

// The functions that a running module may call; each works on the VerifyCall behind its
// warifu_call. None lets an exception out.
const warifu_host& host_services();

}  // namespace warifu
