/* SPDX-License-Identifier: MIT
 * It has no verify. */
#include "zoo.h"

ZOO_MARK("no_verify")
WARIFU_MODULE_NOTE(ZOO_FLAGS);

WARIFU_MODULE_DEFINE = {ZOO_NAMED("no_verify"), .open = zoo_open};
