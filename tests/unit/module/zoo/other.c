/* SPDX-License-Identifier: MIT
 * Nothing is wrong with it either. */
#include "zoo.h"

ZOO_MARK("other")
WARIFU_MODULE_NOTE(ZOO_FLAGS);

WARIFU_MODULE_DEFINE = {ZOO_GOOD("other")};
