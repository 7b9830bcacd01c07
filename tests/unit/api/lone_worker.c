/* SPDX-License-Identifier: MIT
 * A module for tests: not thread-safe, and particular about its process. It passes only if
 * process_start ran exactly once in this process, and nobody else is inside verify. */
#include <stdlib.h>
#include <unistd.h>
#include <warifu/module.h>

static const struct warifu_option kOptions[] = {
    {"start", WARIFU_OPTION_CHOICE, 0, "\"works\"", "what process_start comes to", "works|fails", 0,
     0},
};

struct worker {
  int start_fails;
  pid_t started_in;
  int starts;
  volatile int inside;
};

static int worker_open(const struct warifu_module_open* args, void** instance) {
  struct worker* const self = calloc(1, sizeof *self);
  if (self == NULL) return -1;
  self->start_fails = args->values[0].string[0] == 'f';
  *instance = self;
  return 0;
}

static int worker_start(void* instance) {
  struct worker* const self = instance;
  if (self->started_in != getpid()) self->starts = 0; /* a parent's, copied by fork */
  self->started_in = getpid();
  ++self->starts;
  return self->start_fails;
}

static int worker_verify(void* instance, const struct warifu_call* call) {
  struct worker* const self = instance;
  (void)call;
  const int alone = ++self->inside == 1;
  usleep(200);
  --self->inside;
  return alone && self->starts == 1 && self->started_in == getpid() ? WARIFU_PASS : WARIFU_FAIL;
}

static void worker_close(void* instance) {
  free(instance);
}

WARIFU_MODULE_NOTE(0);

WARIFU_MODULE_EXPORT const struct warifu_module warifu_module = {
    .magic = WARIFU_MODULE_MAGIC,
    .abi_major = WARIFU_MODULE_ABI_MAJOR,
    .abi_minor = WARIFU_MODULE_ABI_MINOR,
    .size = sizeof(struct warifu_module),
    .flags = 0,
    .name = "lone_worker",
    .version = "1",
    .summary = "for tests",
    .options = kOptions,
    .option_count = 1,
    .option_size = sizeof(struct warifu_option),
    .reason_size = sizeof(struct warifu_reason),
    .open = worker_open,
    .process_start = worker_start,
    .verify = worker_verify,
    .close = worker_close,
};
