/* SPDX-License-Identifier: MIT
 * It needs a function that nobody has. */
#include "zoo.h"

ZOO_MARK("undefined_symbol")
extern int zoo_nowhere(void);
WARIFU_MODULE_NOTE(ZOO_FLAGS);

static int open_nowhere(const struct warifu_module_open* args, void** instance) {
  (void)args;
  (void)instance;
  return zoo_nowhere();
}

WARIFU_MODULE_DEFINE = {.magic = WARIFU_MODULE_MAGIC, .open = open_nowhere};
