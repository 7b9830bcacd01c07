/* SPDX-License-Identifier: MIT
 * It has two notes. */
#include "zoo.h"

ZOO_MARK("two_notes")
WARIFU_MODULE_NOTE(ZOO_FLAGS);
ZOO_NOTE(WARIFU_MODULE_MAGIC, 1, 0, ZOO_FLAGS);

WARIFU_MODULE_DEFINE = {ZOO_GOOD("two_notes")};
