/* SPDX-License-Identifier: MIT
 * debug: answers what its options say, and uses the host's services on the way. For trying
 * stacks out, deadlines and attributes included; it has no place in a stack that guards. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "warifu/module.h"

enum {
  kFlags = WARIFU_MODULE_THREAD_SAFE | WARIFU_MODULE_MAY_BLOCK | WARIFU_MODULE_SETS_DOMAIN,
};

WARIFU_MODULE_NOTE(kFlags);

enum { kReasonResult, kReasonDeadline, kReasonRefused };

static const struct warifu_reason kReasons[] = {
    {"result", "the entry's options ask for this answer", "change options.result, or the entry"},
    {"deadline", "the walk's deadline came before options.sleep was over",
     "sleep for less, or raise the stack's deadline"},
    {"not-set", "the host did not take an attribute, domain or groups",
     "name an attribute owner.name or x.debug.KEY, and a short value"},
};

enum {
  kResult,
  kSleep,
  kIgnoreDeadline,
  kAttribute,
  kValue,
  kDomain,
  kGroups,
  kAskGroup,
  kLog,
};

#define RESULTS "pass|fail|unknown|unavailable|ignore|error|would_block"

static const struct warifu_option kOptions[] = {
    {"result", WARIFU_OPTION_CHOICE, 0, "\"pass\"",
     "the answer; would_block also where the host did not ask for it", RESULTS, 0, 0},
    {"sleep", WARIFU_OPTION_DURATION, 0, "\"0s\"",
     "wait before answering; an entry that waits would block", NULL, 0, 60000000},
    {"ignore_deadline", WARIFU_OPTION_BOOL, 0, "false",
     "sleep on when the deadline has passed, as a faulty module would", NULL, 0, 0},
    {"attribute", WARIFU_OPTION_STRING, 0, NULL, "an attribute to set: owner.name or x.debug.KEY",
     NULL, 0, 0},
    {"value", WARIFU_OPTION_STRING, 0, "\"\"", "the value of attribute", NULL, 0, 0},
    {"domain", WARIFU_OPTION_STRING, 0, NULL, "a domain to give the owner", NULL, 0, 0},
    {"groups", WARIFU_OPTION_STRING_LIST, 0, NULL, "groups to say the owner is in", NULL, 0, 0},
    {"ask_group", WARIFU_OPTION_STRING, 0, NULL,
     "ask the entries above for this group: in it, result; not in it, fail; nobody knows, unknown",
     NULL, 0, 0},
    {"log", WARIFU_OPTION_STRING, 0, NULL, "a line for the log, at level info", NULL, 0, 0},
};

struct debug {
  const struct warifu_value* values; /* the host's, until close */
  int code;
};

/* The place of a word in RESULTS is its code: enum warifu_code lists them in this order. */
static int to_code(const char* word) {
  static const char* const words[] = {
      [WARIFU_PASS] = "pass",
      [WARIFU_FAIL] = "fail",
      [WARIFU_UNKNOWN] = "unknown",
      [WARIFU_UNAVAILABLE] = "unavailable",
      [WARIFU_IGNORE] = "ignore",
      [WARIFU_ERROR] = "error",
      [WARIFU_WOULD_BLOCK] = "would_block",
  };
  for (int code = 0; code < (int)(sizeof words / sizeof words[0]); ++code) {
    if (strcmp(words[code], word) == 0) return code;
  }
  return WARIFU_ERROR;
}

static int debug_open(const struct warifu_module_open* args, void** instance) {
  struct debug* self = malloc(sizeof *self);
  if (!self) {
    args->report(args, args->value_count, NULL, 0, 0, "out of memory", "try again");
    return -1;
  }
  self->values = args->values;
  self->code = to_code(args->values[kResult].string);
  *instance = self;
  return 0;
}

static void debug_close(void* instance) {
  free(instance);
}

static int in_groups(void* data, const char* group) {
  const struct warifu_value* groups = data;
  for (size_t i = 0; i < groups->string_count; ++i) {
    if (strcmp(groups->strings[i], group) == 0) return 1;
  }
  return 0;
}

static void wait_for(int64_t microseconds) {
  struct timespec left = {.tv_sec = microseconds / 1000000,
                          .tv_nsec = (long)(microseconds % 1000000) * 1000};
  while (nanosleep(&left, &left) != 0 && errno == EINTR) {
  }
}

/* 0, or -1: the deadline came first. */
static int sleep_within_deadline(const struct debug* self, const struct warifu_call* call) {
  int64_t wanted = self->values[kSleep].integer;
  if (wanted <= 0) return 0;
  if (self->values[kIgnoreDeadline].boolean) {
    wait_for(wanted);
    return 0;
  }
  int64_t left = call->host->time_left(call);
  if (left >= wanted) {
    wait_for(wanted);
    return 0;
  }
  if (left > 0) wait_for(left);
  return -1;
}

/* 0, or -1: the host refused one of them. */
static int tell_about_owner(const struct debug* self, const struct warifu_call* call) {
  const struct warifu_value* values = self->values;
  const struct warifu_host* host = call->host;
  int result = 0;
  if (values[kAttribute].is_set) {
    result |= host->set_attribute(call, values[kAttribute].string, values[kValue].string);
  }
  if (values[kDomain].is_set) result |= host->set_domain(call, values[kDomain].string);
  if (values[kGroups].is_set) {
    /* The host hands the pointer back to in_groups only.
     * NOLINTNEXTLINE(performance-no-int-to-ptr): the way to say so to a compiler */
    result |= host->offer_groups(call, in_groups, (void*)(uintptr_t)&values[kGroups]);
  }
  return result;
}

static int ask_group(const struct debug* self, const struct warifu_call* call) {
  if (!self->values[kAskGroup].is_set) return self->code;
  int member = call->host->has_group(call, self->values[kAskGroup].string);
  if (member == WARIFU_MEMBER_WOULD_BLOCK) return WARIFU_WOULD_BLOCK;
  if (member == WARIFU_MEMBER_UNAVAILABLE) return WARIFU_UNAVAILABLE;
  if (member < 0) return WARIFU_UNKNOWN;
  return member ? self->code : WARIFU_FAIL;
}

static int debug_verify(void* instance, const struct warifu_call* call) {
  const struct debug* self = instance;
  const struct warifu_host* host = call->host;
  const int cached_only = (call->request->flags & WARIFU_CACHED_ONLY) != 0;
  if (cached_only && self->values[kSleep].integer > 0) return WARIFU_WOULD_BLOCK;
  if (self->values[kLog].is_set) host->log(call, 6, self->values[kLog].string);
  if (sleep_within_deadline(self, call) != 0) {
    host->explain(call, kReasonDeadline, NULL);
    return WARIFU_UNAVAILABLE;
  }
  if (tell_about_owner(self, call) != 0) {
    host->explain(call, kReasonRefused, NULL);
    return WARIFU_ERROR;
  }
  host->explain(call, kReasonResult, NULL);
  return ask_group(self, call);
}

WARIFU_MODULE_DEFINE = {
    .magic = WARIFU_MODULE_MAGIC,
    .abi_major = WARIFU_MODULE_ABI_MAJOR,
    .abi_minor = WARIFU_MODULE_ABI_MINOR,
    .size = sizeof(struct warifu_module),
    .flags = kFlags,
    .name = "debug",
    .version = "1.0",
    .summary = "answers what its options say, for trying stacks out",
    .options = kOptions,
    .option_count = sizeof kOptions / sizeof kOptions[0],
    .option_size = sizeof kOptions[0],
    .reasons = kReasons,
    .reason_count = sizeof kReasons / sizeof kReasons[0],
    .reason_size = sizeof kReasons[0],
    .open = debug_open,
    .verify = debug_verify,
    .close = debug_close,
};
