/* SPDX-License-Identifier: MIT
 * It exports nothing. */
#include "zoo.h"

ZOO_MARK("missing_symbol")
WARIFU_MODULE_NOTE(ZOO_FLAGS);

__attribute__((used)) static const struct warifu_module hidden = {ZOO_GOOD("missing_symbol")};
