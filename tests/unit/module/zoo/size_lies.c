/* SPDX-License-Identifier: MIT
 * Its descriptor calls itself larger than it is. */
#include "zoo.h"

ZOO_MARK("size_lies")
WARIFU_MODULE_NOTE(ZOO_FLAGS);

WARIFU_MODULE_DEFINE = {.magic = WARIFU_MODULE_MAGIC, .abi_major = 1, .size = 4096};
