/* SPDX-License-Identifier: MIT
 * office_hours: passes connections that are made between two hours of the day (UTC).
 *
 * A whole verifier module in one file. It needs this header and a C compiler:
 *
 *     cc -std=c11 -O2 -Wall -Wextra -shared -fPIC -o warifu_office_hours.so office_hours.c
 *
 * then, as root, `install -m 0644 warifu_office_hours.so` into the folder of modules, and
 * `warifu module show office_hours`. In a stack:
 *
 *     [[verify]]
 *     module  = "office_hours"
 *     control = "required"
 *     options = { from = 9, until = 17 }
 */
#include <stdlib.h>
#include <warifu/module.h>

/* The same flags in the note, which is read before the module is loaded, and in the
 * descriptor. Say THREAD_SAFE where verify changes nothing of the instance. */
#define FLAGS WARIFU_MODULE_THREAD_SAFE

WARIFU_MODULE_NOTE(FLAGS);

enum option { FROM, UNTIL };

static const struct warifu_option options[] = {
    {"from", WARIFU_OPTION_INTEGER, 0, "0", "the first hour that passes", NULL, 0, 23},
    {"until", WARIFU_OPTION_INTEGER, 0, "24", "the first hour that does not", NULL, 1, 24},
};

enum reason { CLOSED };

static const struct warifu_reason reasons[] = {
    {"closed", "the connection was made outside the entry's hours",
     "come back later, or widen options.from and options.until"},
};

struct hours {
  int64_t from, until;
};

static int office_open(const struct warifu_module_open* args, void** instance) {
  struct hours* hours = NULL;
  if (args->values[FROM].integer >= args->values[UNTIL].integer) {
    args->report(args, UNTIL, NULL, 0, 0, "until is not after from", "give a later hour");
    return -1;
  }
  hours = malloc(sizeof *hours);
  if (!hours) return -1;
  hours->from = args->values[FROM].integer;
  hours->until = args->values[UNTIL].integer;
  *instance = hours;
  return 0;
}

static int office_verify(void* instance, const struct warifu_call* call) {
  const struct hours* hours = instance;
  const int64_t hour = call->host->now(call) / 1000000000 / 3600 % 24;
  if (hour >= hours->from && hour < hours->until) return WARIFU_PASS;
  call->host->explain(call, CLOSED, NULL);
  return WARIFU_FAIL;
}

static void office_close(void* instance) {
  free(instance);
}

WARIFU_MODULE_DEFINE = {
    .magic = WARIFU_MODULE_MAGIC,
    .abi_major = WARIFU_MODULE_ABI_MAJOR,
    .abi_minor = WARIFU_MODULE_ABI_MINOR,
    .size = sizeof(struct warifu_module),
    .flags = FLAGS,
    .name = "office_hours",
    .version = "1.0",
    .summary = "passes connections made in office hours",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .option_size = sizeof options[0],
    .reasons = reasons,
    .reason_count = sizeof reasons / sizeof reasons[0],
    .reason_size = sizeof reasons[0],
    .open = office_open,
    .verify = office_verify,
    .close = office_close,
};
