/* SPDX-License-Identifier: MIT
 * permit: passes whatever it is asked, also where there is no owner. For trials, and for the
 * end of a stack whose other entries decide. */
#include "warifu/module.h"

enum { kFlags = WARIFU_MODULE_THREAD_SAFE | WARIFU_MODULE_NEVER_FAILS };

WARIFU_MODULE_NOTE(kFlags);

static int permit_open(const struct warifu_module_open* args, void** instance) {
  (void)args;
  *instance = NULL;
  return 0;
}

static int permit_verify(void* instance, const struct warifu_call* call) {
  (void)instance;
  (void)call;
  return WARIFU_PASS;
}

WARIFU_MODULE_DEFINE = {
    .magic = WARIFU_MODULE_MAGIC,
    .abi_major = WARIFU_MODULE_ABI_MAJOR,
    .abi_minor = WARIFU_MODULE_ABI_MINOR,
    .size = sizeof(struct warifu_module),
    .flags = kFlags,
    .name = "permit",
    .version = "1.0",
    .summary = "passes every connection, with or without an owner",
    .open = permit_open,
    .verify = permit_verify,
};
