/* SPDX-License-Identifier: MIT
 * Its descriptor has another magic number. */
#include "zoo.h"

ZOO_MARK("descriptor_magic")
WARIFU_MODULE_NOTE(ZOO_FLAGS);

WARIFU_MODULE_DEFINE = {.magic = 0x12345678u, .abi_major = 1, .size = sizeof(struct warifu_module)};
