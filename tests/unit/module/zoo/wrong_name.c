/* SPDX-License-Identifier: MIT
 * Its descriptor has the name of another. */
#include "zoo.h"

ZOO_MARK("wrong_name")
WARIFU_MODULE_NOTE(ZOO_FLAGS);

WARIFU_MODULE_DEFINE = {ZOO_GOOD("good")};
