/* SPDX-License-Identifier: MIT
 * deny: fails whatever it is asked. The last entry of a stack that lists who may pass. */
#include "warifu/module.h"

enum { kFlags = WARIFU_MODULE_THREAD_SAFE };

WARIFU_MODULE_NOTE(kFlags);

enum { kReasonAlways = 0 };

static const struct warifu_reason kReasons[] = {
    {"always", "the stack reached an entry that refuses everyone",
     "if this connection should pass, an entry above this one must decide so"},
};

static int deny_open(const struct warifu_module_open* args, void** instance) {
  (void)args;
  *instance = NULL;
  return 0;
}

static int deny_verify(void* instance, const struct warifu_call* call) {
  (void)instance;
  call->host->explain(call, kReasonAlways, NULL);
  return WARIFU_FAIL;
}

WARIFU_MODULE_DEFINE = {
    .magic = WARIFU_MODULE_MAGIC,
    .abi_major = WARIFU_MODULE_ABI_MAJOR,
    .abi_minor = WARIFU_MODULE_ABI_MINOR,
    .size = sizeof(struct warifu_module),
    .flags = kFlags,
    .name = "deny",
    .version = "1.0",
    .summary = "refuses every connection",
    .reasons = kReasons,
    .reason_count = sizeof kReasons / sizeof kReasons[0],
    .reason_size = sizeof kReasons[0],
    .open = deny_open,
    .verify = deny_verify,
};
