/* SPDX-License-Identifier: MIT
 * It is built for a minor that is to come. */
#include "zoo.h"

ZOO_MARK("newer_minor")
ZOO_NOTE(WARIFU_MODULE_MAGIC, 1, WARIFU_MODULE_ABI_MINOR + 1, ZOO_FLAGS);

WARIFU_MODULE_DEFINE = {ZOO_GOOD("newer_minor")};
