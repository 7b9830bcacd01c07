/* SPDX-License-Identifier: MIT
 * The zoo: modules with one thing wrong each. Every animal leaves a mark when anything of it
 * is executed, so that a test can tell that nothing was. */
#ifndef WARIFU_ZOO_H
#define WARIFU_ZOO_H

#include <stdio.h>
#include <stdlib.h>

#include "warifu/module.h"

/* A file named by the environment; its content says who ran. */
#define ZOO_MARK(animal)                                    \
  __attribute__((constructor)) static void zoo_mark(void) { \
    const char* path = getenv("WARIFU_ZOO_MARK");           \
    FILE* file = path ? fopen(path, "ae") : NULL;           \
    if (!file) return;                                      \
    fputs(animal "\n", file);                               \
    fclose(file);                                           \
  }

/* A note as WARIFU_MODULE_NOTE makes it, with words of one's own. */
#define ZOO_NOTE(note_magic, major, minor, note_flags)                                          \
  __attribute__((                                                                               \
      section(".note.warifu"), used,                                                            \
      WARIFU_NOTE_AS_IT_STANDS aligned(4))) static const struct warifu_module_note zoo_note = { \
      7, 16, WARIFU_NOTE_TYPE, WARIFU_NOTE_OWNER, (note_magic), (major), (minor), (note_flags)}

static inline int zoo_open(const struct warifu_module_open* args, void** instance) {
  (void)args;
  *instance = NULL;
  return 0;
}

static inline int zoo_verify(void* instance, const struct warifu_call* call) {
  (void)instance;
  (void)call;
  return WARIFU_PASS;
}

#define ZOO_FLAGS WARIFU_MODULE_THREAD_SAFE

/* The members of a descriptor with which nothing is wrong; the first without functions. */
#define ZOO_NAMED(animal)                                                                         \
  .magic = WARIFU_MODULE_MAGIC, .abi_major = WARIFU_MODULE_ABI_MAJOR,                             \
  .abi_minor = WARIFU_MODULE_ABI_MINOR, .size = sizeof(struct warifu_module), .flags = ZOO_FLAGS, \
  .name = animal, .version = "1.0", .summary = "an animal of the zoo"

#define ZOO_GOOD(animal) ZOO_NAMED(animal), .open = zoo_open, .verify = zoo_verify

#define ZOO_OPTIONS(table)                                              \
  .options = (table), .option_count = sizeof(table) / sizeof(table)[0], \
  .option_size = sizeof(struct warifu_option)

#define ZOO_REASONS(table)                                              \
  .reasons = (table), .reason_count = sizeof(table) / sizeof(table)[0], \
  .reason_size = sizeof(struct warifu_reason)

#endif
