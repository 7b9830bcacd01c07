/* SPDX-License-Identifier: MIT
 * A module for tests that asks for a group and passes if the answer is what its options expect.
 * Built twice: as a module of today's ABI, and as one of 1.1. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "../module/zoo/zoo.h"
#include "meeting.h"

enum { kGroup, kExpect, kMeet };

static const struct warifu_option kOptions[] = {
    {"group", WARIFU_OPTION_STRING, 0, NULL, "the group; absent: a null pointer", NULL, 0, 0},
    {"expect", WARIFU_OPTION_INTEGER, 0, "1", "the expected answer", NULL, -9, 9},
    {"meet", WARIFU_OPTION_PATH, 0, NULL, "where it meets the test first, if asked for \"late\"",
     NULL, 0, 0},
};

static const struct warifu_reason kReasons[] = {{"other", "The answer was another.", "None."}};

static int asker_open(const struct warifu_module_open* args, void** instance) {
  *instance = (void*)(uintptr_t)args->values;
  return 0;
}

static int asker_verify(void* instance, const struct warifu_call* call) {
  const struct warifu_value* const values = instance;
  if (values[kMeet].is_set && strcmp(call->request->account, "late") == 0) {
    meet(values[kMeet].string, "asker");
  }
  const int answer = call->host->has_group(call, values[kGroup].string);
  if (answer == values[kExpect].integer) return WARIFU_PASS;
  char detail[32];
  snprintf(detail, sizeof detail, "%d", answer);
  call->host->explain(call, 0, detail);
  return WARIFU_FAIL;
}

ZOO_NOTE(WARIFU_MODULE_MAGIC, WARIFU_MODULE_ABI_MAJOR, ASKER_MINOR, WARIFU_MODULE_THREAD_SAFE);

WARIFU_MODULE_EXPORT const struct warifu_module warifu_module = {
    .magic = WARIFU_MODULE_MAGIC,
    .abi_major = WARIFU_MODULE_ABI_MAJOR,
    .abi_minor = ASKER_MINOR,
    .size = sizeof(struct warifu_module),
    .flags = WARIFU_MODULE_THREAD_SAFE,
    .name = ASKER_NAME,
    .version = "1",
    .summary = "for tests",
    .options = kOptions,
    .option_count = sizeof kOptions / sizeof kOptions[0],
    .option_size = sizeof(struct warifu_option),
    .reasons = kReasons,
    .reason_count = sizeof kReasons / sizeof kReasons[0],
    .reason_size = sizeof(struct warifu_reason),
    .open = asker_open,
    .verify = asker_verify,
};
