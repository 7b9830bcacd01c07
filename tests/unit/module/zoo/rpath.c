/* SPDX-License-Identifier: MIT
 * It is linked with an RPATH. */
#include "zoo.h"

ZOO_MARK("rpath")
WARIFU_MODULE_NOTE(ZOO_FLAGS);

WARIFU_MODULE_DEFINE = {ZOO_GOOD("rpath")};
