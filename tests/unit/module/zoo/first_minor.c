/* SPDX-License-Identifier: MIT
 * Built when the ABI was 1.0, and never since: nothing is wrong with it. */
#include "zoo.h"

ZOO_MARK("first_minor")
ZOO_NOTE(WARIFU_MODULE_MAGIC, 1, 0, ZOO_FLAGS);

WARIFU_MODULE_DEFINE = {.magic = WARIFU_MODULE_MAGIC,
                        .abi_major = 1,
                        .abi_minor = 0,
                        .size = sizeof(struct warifu_module),
                        .flags = ZOO_FLAGS,
                        .name = "first_minor",
                        .version = "1.0",
                        .summary = "an animal of the zoo",
                        .open = zoo_open,
                        .verify = zoo_verify};
