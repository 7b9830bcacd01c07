/* SPDX-License-Identifier: MIT
 * It is built for another major. */
#include "zoo.h"

ZOO_MARK("other_major")
ZOO_NOTE(WARIFU_MODULE_MAGIC, WARIFU_MODULE_ABI_MAJOR + 1, 0, ZOO_FLAGS);

WARIFU_MODULE_DEFINE = {ZOO_GOOD("other_major")};
