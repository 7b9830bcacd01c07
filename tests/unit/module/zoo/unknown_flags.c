/* SPDX-License-Identifier: MIT
 * Its note has a flag that nobody knows. */
#include "zoo.h"

ZOO_MARK("unknown_flags")
ZOO_NOTE(WARIFU_MODULE_MAGIC, 1, WARIFU_MODULE_ABI_MINOR, 1u << 31);

WARIFU_MODULE_DEFINE = {ZOO_GOOD("unknown_flags")};
