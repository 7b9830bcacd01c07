/* SPDX-License-Identifier: MIT
 * Its note has another magic number. */
#include "zoo.h"

ZOO_MARK("wrong_magic")
ZOO_NOTE(0x12345678u, 1, 0, ZOO_FLAGS);

WARIFU_MODULE_DEFINE = {ZOO_GOOD("wrong_magic")};
