/* SPDX-License-Identifier: MIT
 * A module for tests, built twice: as one that checks signatures ("signer") and, but for that
 * flag, the same ("pretender"). It looks whether the owner has a gid, distrusts it if told to,
 * and answers as told. */
#include <stdint.h>
#include <string.h>
#include <warifu/module.h>

enum { kResult, kGid, kDistrust };

static const struct warifu_option kOptions[] = {
    {"result", WARIFU_OPTION_CHOICE, 0, "\"pass\"", "the answer", "pass|fail|ignore|unknown", 0, 0},
    {"gid", WARIFU_OPTION_CHOICE, 0, "\"any\"", "the gid that it wants to see, or fails",
     "any|present|absent", 0, 0},
    {"distrust", WARIFU_OPTION_BOOL, 0, "false", "whether it distrusts the gid", NULL, 0, 0},
};

static const struct warifu_reason kReasons[] = {
    {"gid", "The gid is not as expected.", "None."},
    {"refused", "The host did not let it distrust the gid.", "None."},
};

struct signer {
  int result;
  char gid;
  int distrust;
};

/* As many as there are entries in a test's stack; never given back. */
static struct signer signers[64];
static int signer_count;

static int result_of(const char* word) {
  if (strcmp(word, "pass") == 0) return WARIFU_PASS;
  if (strcmp(word, "fail") == 0) return WARIFU_FAIL;
  return strcmp(word, "ignore") == 0 ? WARIFU_IGNORE : WARIFU_UNKNOWN;
}

static int signer_open(const struct warifu_module_open* args, void** instance) {
  struct signer* const self = &signers[signer_count++ % 64];
  self->result = result_of(args->values[kResult].string);
  self->gid = args->values[kGid].string[0] == 'p' ? 'p' : args->values[kGid].string[1];
  self->distrust = args->values[kDistrust].boolean;
  *instance = self;
  return 0;
}

static int is_as_expected(const struct signer* self, const struct warifu_owner* owner) {
  if (self->gid == 'p') return owner->has_gid;
  if (self->gid == 'b') return !owner->has_gid && owner->gid == 0;
  return 1;
}

static int signer_verify(void* instance, const struct warifu_call* call) {
  const struct signer* const self = instance;
  if (!is_as_expected(self, call->owner)) {
    call->host->explain(call, 0, NULL);
    return WARIFU_FAIL;
  }
  if (self->distrust && call->host->distrust_gid(call) != 0) {
    call->host->explain(call, 1, NULL);
    return WARIFU_FAIL;
  }
  /* What it says itself changes nothing for itself. */
  if (!is_as_expected(self, call->owner)) return WARIFU_ERROR;
  return self->result;
}

WARIFU_MODULE_NOTE(SIGNER_FLAGS);

WARIFU_MODULE_EXPORT const struct warifu_module warifu_module = {
    .magic = WARIFU_MODULE_MAGIC,
    .abi_major = WARIFU_MODULE_ABI_MAJOR,
    .abi_minor = WARIFU_MODULE_ABI_MINOR,
    .size = sizeof(struct warifu_module),
    .flags = SIGNER_FLAGS,
    .name = SIGNER_NAME,
    .version = "1",
    .summary = "for tests",
    .options = kOptions,
    .option_count = sizeof kOptions / sizeof kOptions[0],
    .option_size = sizeof(struct warifu_option),
    .reasons = kReasons,
    .reason_count = sizeof kReasons / sizeof kReasons[0],
    .reason_size = sizeof(struct warifu_reason),
    .open = signer_open,
    .verify = signer_verify,
};
