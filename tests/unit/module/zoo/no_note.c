/* SPDX-License-Identifier: MIT
 * It has no ELF note. */
#include "zoo.h"

ZOO_MARK("no_note")
WARIFU_MODULE_DEFINE = {ZOO_GOOD("no_note")};
