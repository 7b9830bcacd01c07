/* SPDX-License-Identifier: MIT
 * A module for tests, TELL_NAME: passes while it is told TELL_FLAG of a request. */
#include <stddef.h>
#include <warifu/module.h>

static int tell_open(const struct warifu_module_open* args, void** instance) {
  (void)args;
  *instance = NULL;
  return 0;
}

static int tell_verify(void* instance, const struct warifu_call* call) {
  (void)instance;
  return (call->request->flags & TELL_FLAG) != 0 ? WARIFU_PASS : WARIFU_FAIL;
}

WARIFU_MODULE_NOTE(WARIFU_MODULE_THREAD_SAFE);

WARIFU_MODULE_EXPORT const struct warifu_module warifu_module = {
    .magic = WARIFU_MODULE_MAGIC,
    .abi_major = WARIFU_MODULE_ABI_MAJOR,
    .abi_minor = WARIFU_MODULE_ABI_MINOR,
    .size = sizeof(struct warifu_module),
    .flags = WARIFU_MODULE_THREAD_SAFE,
    .name = TELL_NAME,
    .version = "1",
    .summary = "for tests",
    .open = tell_open,
    .verify = tell_verify,
};
