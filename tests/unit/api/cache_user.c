/* SPDX-License-Identifier: MIT
 * A module for tests: does one thing with the shared cache, as its options say, under a key of
 * its options; passes if that came to what they expect, explains otherwise. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <warifu/module.h>

enum { kDo, kKey, kValue, kExpect, kSalt };

#define ACTIONS "put|get|claim|release|wait|bounds|ask_once|hold"

static const struct warifu_option kOptions[] = {
    {"do", WARIFU_OPTION_CHOICE, WARIFU_OPTION_REQUIRED, NULL, "what to do", ACTIONS, 0, 0},
    {"key", WARIFU_OPTION_STRING, 0, "\"k\"", "the key; \"account\": the account", NULL, 0, 0},
    {"value", WARIFU_OPTION_STRING, 0, "\"v\"", "the value to put, or expected", NULL, 0, 0},
    {"expect", WARIFU_OPTION_INTEGER, 0, "0", "what the host is to answer", NULL, -3, 3},
    {"salt", WARIFU_OPTION_STRING, WARIFU_OPTION_SECRET, "\"\"", "changes nothing", NULL, 0, 0},
};

static const struct warifu_reason kReasons[] = {{"other", "The host answered otherwise.", "None."}};

static const struct warifu_value* options_of(const void* instance) {
  return instance;
}

static int user_open(const struct warifu_module_open* args, void** instance) {
  /* Read only. */
  *instance = (void*)(uintptr_t)args->values;
  return 0;
}

static const int64_t kLong = 3600000000;

static int get(const struct warifu_call* call, const struct warifu_value* options,
               const char* key) {
  char room[64];
  struct warifu_cached found = {.size = sizeof found};
  const int there = call->host->cache_get(call, key, strlen(key), room, sizeof room, &found);
  if (there != 1) return there;
  const char* const expected = options[kValue].string;
  if (found.length != strlen(expected) || memcmp(room, expected, found.length) != 0) return 2;
  return found.size == sizeof found && found.fresh_left > 0 && found.age >= 0 ? 1 : 3;
}

/* What is no key or value is refused, and harms nobody. How many answers were wrong. */
static int bounds(const struct warifu_call* call) {
  static char bytes[WARIFU_CACHE_VALUE_BYTES + 1];
  const struct warifu_host* const host = call->host;
  struct warifu_cached found = {.size = sizeof found};
  int wrong = 0;
  const size_t lengths[] = {0, WARIFU_CACHE_KEY_BYTES + 1, SIZE_MAX};
  for (int i = 0; i < 3; ++i) {
    wrong += host->cache_get(call, bytes, lengths[i], bytes, 1, &found) != -1;
    wrong += host->cache_claim(call, bytes, lengths[i], kLong) != -1;
    wrong += host->cache_put(call, bytes, lengths[i], bytes, 1, kLong, kLong) != -1;
    wrong += host->cache_wait(call, bytes, lengths[i], 0) != 0;
    host->cache_release(call, bytes, lengths[i]);
  }
  wrong += host->cache_get(call, NULL, 1, bytes, 1, &found) != -1;
  wrong += host->cache_put(call, "b", 1, bytes, sizeof bytes, kLong, kLong) != -1;
  wrong += host->cache_put(call, "b", 1, bytes, SIZE_MAX, kLong, kLong) != -1;
  wrong += host->cache_put(call, "b", 1, NULL, 1, kLong, kLong) != -1;
  wrong += host->cache_get(call, "b", 1, bytes, 1, &found) != 0;
  wrong += host->cache_put(call, bytes, WARIFU_CACHE_KEY_BYTES, bytes, sizeof bytes - 1, kLong,
                           kLong) != 0;
  wrong += host->cache_get(call, bytes, WARIFU_CACHE_KEY_BYTES, NULL, 0, &found) != 1;
  wrong += found.length != sizeof bytes - 1;
  wrong += host->cache_put(call, "e", 1, NULL, 0, kLong, kLong) != 0;
  return wrong != 0;
}

/* The way that the guide shows. 1: this call asked; 0: another had; -1: nothing came of it. */
static int ask_once(const struct warifu_call* call, const char* key) {
  const struct warifu_host* const host = call->host;
  struct warifu_cached found = {.size = sizeof found};
  char room[8];
  for (;;) {
    if (host->cache_get(call, key, strlen(key), room, sizeof room, &found) == 1) return 0;
    if (host->time_left(call) <= 0) return -1;
    if (host->cache_claim(call, key, strlen(key), kLong) == 1) break;
    (void)host->cache_wait(call, key, strlen(key), host->time_left(call));
  }
  if (host->cache_get(call, key, strlen(key), room, sizeof room, &found) == 1) {
    host->cache_release(call, key, strlen(key));
    return 0;
  }
  host->log(call, 6, "asked");
  return host->cache_put(call, key, strlen(key), "v", 1, kLong, kLong) == 0 ? 1 : -1;
}

static int answer(const struct warifu_call* call, const struct warifu_value* options) {
  const struct warifu_host* const host = call->host;
  const char* key = options[kKey].string;
  if (strcmp(key, "account") == 0) key = call->request->account;
  const char* const value = options[kValue].string;
  switch (options[kDo].string[0]) {
    case 'p':
      return host->cache_put(call, key, strlen(key), value, strlen(value), kLong, kLong);
    case 'g':
      return get(call, options, key);
    case 'c':
      return host->cache_claim(call, key, strlen(key), kLong);
    case 'r':
      host->cache_release(call, key, strlen(key));
      return 0;
    case 'w':
      return host->cache_wait(call, key, strlen(key), kLong);
    case 'h':
      return host->cache_claim(call, key, strlen(key), kLong) == 1
                 ? host->cache_wait(call, key, strlen(key), kLong)
                 : 2;
    case 'b':
      return bounds(call);
    default:
      return ask_once(call, key);
  }
}

static int user_verify(void* instance, const struct warifu_call* call) {
  const struct warifu_value* const options = options_of(instance);
  const int found = answer(call, options);
  if (options[kDo].string[0] == 'a') return found >= 0 ? WARIFU_PASS : WARIFU_FAIL;
  if (found == options[kExpect].integer) return WARIFU_PASS;
  char detail[32];
  snprintf(detail, sizeof detail, "%d", found);
  call->host->explain(call, 0, detail);
  return WARIFU_FAIL;
}

WARIFU_MODULE_NOTE(WARIFU_MODULE_THREAD_SAFE);

WARIFU_MODULE_EXPORT const struct warifu_module warifu_module = {
    .magic = WARIFU_MODULE_MAGIC,
    .abi_major = WARIFU_MODULE_ABI_MAJOR,
    .abi_minor = WARIFU_MODULE_ABI_MINOR,
    .size = sizeof(struct warifu_module),
    .flags = WARIFU_MODULE_THREAD_SAFE,
    .name = "cache_user",
    .version = "1",
    .summary = "for tests",
    .options = kOptions,
    .option_count = sizeof kOptions / sizeof kOptions[0],
    .option_size = sizeof(struct warifu_option),
    .reasons = kReasons,
    .reason_count = sizeof kReasons / sizeof kReasons[0],
    .reason_size = sizeof(struct warifu_reason),
    .open = user_open,
    .verify = user_verify,
};
