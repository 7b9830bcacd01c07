/* SPDX-License-Identifier: MIT
 * Nothing is wrong with it. */
#include "zoo.h"

ZOO_MARK("good")
WARIFU_MODULE_NOTE(ZOO_FLAGS);

WARIFU_MODULE_DEFINE = {ZOO_GOOD("good")};
