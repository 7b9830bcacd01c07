/* SPDX-License-Identifier: MIT
 * Its open fails and does not say why. */
#include "zoo.h"

ZOO_MARK("silent_failure")
WARIFU_MODULE_NOTE(ZOO_FLAGS);

static int fail(const struct warifu_module_open* args, void** instance) {
  (void)args;
  (void)instance;
  return -1;
}

WARIFU_MODULE_DEFINE = {ZOO_NAMED("silent_failure"), .open = fail, .verify = zoo_verify};
