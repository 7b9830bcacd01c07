/* SPDX-License-Identifier: MIT
 * It is linked with a RUNPATH. */
#include "zoo.h"

ZOO_MARK("runpath")
WARIFU_MODULE_NOTE(ZOO_FLAGS);

WARIFU_MODULE_DEFINE = {ZOO_GOOD("runpath")};
