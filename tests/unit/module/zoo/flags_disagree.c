/* SPDX-License-Identifier: MIT
 * Its note and its descriptor have different flags. */
#include "zoo.h"

ZOO_MARK("flags_disagree")
ZOO_NOTE(WARIFU_MODULE_MAGIC, 1, WARIFU_MODULE_ABI_MINOR, WARIFU_MODULE_SIGNATURE);

WARIFU_MODULE_DEFINE = {ZOO_GOOD("flags_disagree")};
