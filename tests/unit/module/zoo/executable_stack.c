/* SPDX-License-Identifier: MIT
 * It is linked with an executable stack. */
#include "zoo.h"

ZOO_MARK("executable_stack")
WARIFU_MODULE_NOTE(ZOO_FLAGS);

WARIFU_MODULE_DEFINE = {ZOO_GOOD("executable_stack")};
