/* SPDX-License-Identifier: MIT
 * It does in open what its options say, and tells on its mark when it is closed. */
#include <string.h>

#include "zoo.h"

ZOO_MARK("keeper")
WARIFU_MODULE_NOTE(ZOO_FLAGS);

enum { kBehave, kFile, kPassword, kFileKind, kAtPlace };

static const struct warifu_option kOptions[] = {
    {"behave", WARIFU_OPTION_CHOICE, 0, "\"well\"", "what open does",
     "well|report|report_twice|report_and_succeed|warn|report_elsewhere", 0, 0},
    {"file", WARIFU_OPTION_PATH, 0, NULL, "a file to read", NULL, 0, 0},
    {"password", WARIFU_OPTION_STRING, WARIFU_OPTION_SECRET, NULL, "not to be told", NULL, 0, 0},
    {"file_kind", WARIFU_OPTION_INTEGER, 0, "0", "enum warifu_file_kind", NULL, 0, 0},
    {"at_place", WARIFU_OPTION_BOOL, 0, "false", "whether the file's name stood in another file",
     NULL, 0, 0},
};

static void mark(const char* text) {
  const char* path = getenv("WARIFU_ZOO_MARK");
  FILE* file = path ? fopen(path, "ae") : NULL;
  if (!file) return;
  fputs(text, file);
  fclose(file);
}

static int read_file(const struct warifu_module_open* args, const uint8_t** bytes, size_t* length) {
  const char* path = args->values[kFile].string;
  const uint32_t kind = (uint32_t)args->values[kFileKind].integer;
  if (args->values[kAtPlace].boolean) {
    return args->read_file_at(args, "/some/keyring.toml", 7, 15, path, kind, 64, bytes, length);
  }
  return args->read_file(args, kFile, path, kind, 64, bytes, length);
}

static int keeper_open(const struct warifu_module_open* args, void** instance) {
  const char* behave = args->values[kBehave].string;
  *instance = NULL;
  if (args->values[kFile].is_set) {
    const uint8_t* bytes = NULL;
    size_t length = 0;
    if (read_file(args, &bytes, &length)) return bytes == NULL && length == 0 ? -1 : 0;
    mark("read ");
    char text[65] = "";
    memcpy(text, bytes, length);
    mark(text);
    mark("\n");
  }
  if (strcmp(behave, "warn") == 0) {
    args->warn(args, kBehave, NULL, 0, 0, "this is odd", "change it");
  }
  if (strcmp(behave, "report_elsewhere") == 0) {
    args->report(args, kFile, "/some/file", 7, 3, "a word too many", NULL);
  } else if (strncmp(behave, "report", 6) == 0) {
    args->report(args, kBehave, NULL, 0, 0, "this is wrong", "mend it");
  }
  if (strcmp(behave, "report_twice") == 0) {
    args->report(args, 1000, NULL, 0, 0, NULL, NULL);
  }
  return strcmp(behave, "report_and_succeed") != 0 && strncmp(behave, "report", 6) == 0;
}

static void keeper_close(void* instance) {
  (void)instance;
  mark("closed\n");
}

WARIFU_MODULE_DEFINE = {ZOO_NAMED("keeper"), ZOO_OPTIONS(kOptions), .open = keeper_open,
                        .verify = zoo_verify, .close = keeper_close};
