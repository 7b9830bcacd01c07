/* SPDX-License-Identifier: MIT
 * A module for tests that is asked for groups, built twice: "group_teller" may run on several
 * threads at once, "lone_teller" may not and sees whether it does. While it is asked it tries
 * everything that is not allowed then; 5 instead of its answer: something was. */
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>
#include <warifu/module.h>

#include "meeting.h"

enum { kAnswer, kMeet };

static const struct warifu_option kOptions[] = {
    {"answer", WARIFU_OPTION_INTEGER, 0, "1", "what it says of group deploy", NULL, -9, 9},
    {"meet", WARIFU_OPTION_PATH, 0, NULL, "where it meets the test, if asked for \"holder\"", NULL,
     0, 0},
};

static const struct warifu_reason kReasons[] = {
    {"own", "Given in verify.", "None."},
    {"foreign", "Given while a later entry asked.", "None."},
};

static atomic_int inside;

static int enter(void) {
  return (TELLER_FLAGS & WARIFU_MODULE_THREAD_SAFE) == 0 && atomic_fetch_add(&inside, 1) != 0;
}

static void leave(void) {
  if ((TELLER_FLAGS & WARIFU_MODULE_THREAD_SAFE) == 0) atomic_fetch_sub(&inside, 1);
}

static int never(void* data, const char* group) {
  (void)data;
  (void)group;
  return 1;
}

static int search(void* instance, const struct warifu_call* call, const char* group);

/* How much was allowed. */
static int try_everything(const struct warifu_call* call) {
  const struct warifu_host* const host = call->host;
  host->explain(call, 1, "from within a search");
  return (host->set_attribute(call, "owner.name", "mallory") == 0) +
         (host->set_domain(call, "elsewhere") == 0) + (host->distrust_gid(call) == 0) +
         (host->offer_groups(call, never, NULL) == 0) +
         (host->offer_group_search(call, search) == 0) +
         (host->has_group(call, "deploy") != WARIFU_MEMBER_UNKNOWN);
}

static int search(void* instance, const struct warifu_call* call, const char* group) {
  const struct warifu_value* const values = instance;
  const int others = enter();
  const char* const name = call->host->get_attribute(call, "owner.name");
  int answer = (int)values[kAnswer].integer;
  if (strcmp(group, "deploy") != 0) answer = WARIFU_NOT_MEMBER;
  if (try_everything(call) != 0 || others != 0) answer = 5;
  if (name == NULL || strcmp(name, "alice") != 0) answer = 6;
  if (values[kMeet].is_set && strcmp(call->request->account, "holder") == 0) {
    meet(values[kMeet].string, "teller");
  }
  leave();
  return answer;
}

static int teller_open(const struct warifu_module_open* args, void** instance) {
  *instance = (void*)(uintptr_t)args->values;
  return 0;
}

static int teller_verify(void* instance, const struct warifu_call* call) {
  (void)instance;
  const int others = enter();
  call->host->explain(call, 0, NULL);
  int wrong = call->host->set_attribute(call, "owner.name", "alice") != 0;
  wrong += call->host->offer_group_search(call, search) != 0;
  leave();
  return others + wrong == 0 ? WARIFU_PASS : WARIFU_ERROR;
}

WARIFU_MODULE_NOTE(TELLER_FLAGS);

WARIFU_MODULE_EXPORT const struct warifu_module warifu_module = {
    .magic = WARIFU_MODULE_MAGIC,
    .abi_major = WARIFU_MODULE_ABI_MAJOR,
    .abi_minor = WARIFU_MODULE_ABI_MINOR,
    .size = sizeof(struct warifu_module),
    .flags = TELLER_FLAGS,
    .name = TELLER_NAME,
    .version = "1",
    .summary = "for tests",
    .options = kOptions,
    .option_count = sizeof kOptions / sizeof kOptions[0],
    .option_size = sizeof(struct warifu_option),
    .reasons = kReasons,
    .reason_count = sizeof kReasons / sizeof kReasons[0],
    .reason_size = sizeof(struct warifu_reason),
    .open = teller_open,
    .verify = teller_verify,
};
