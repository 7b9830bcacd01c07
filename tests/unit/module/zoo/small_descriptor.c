/* SPDX-License-Identifier: MIT
 * Its descriptor is a few bytes. */
#include "zoo.h"

ZOO_MARK("small_descriptor")
WARIFU_MODULE_NOTE(ZOO_FLAGS);

extern WARIFU_MODULE_EXPORT const uint32_t warifu_module[4];
const uint32_t warifu_module[4] = {WARIFU_MODULE_MAGIC, 1, 4096, ZOO_FLAGS};
