/* SPDX-License-Identifier: MIT */
#include "engine.h"

#include "sessions.h"
#include "settings.h"

static warifu_engine* engine;
static uint32 reloads_done; /* of those that SQL asked for */

warifu_engine* engine_get(void) {
  return engine;
}

void engine_must_be_open(void) {
  if (engine != NULL) return;
  ereport(ERROR, (errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
                  errmsg("warifu is not loaded by the server"),
                  errhint("Name it in shared_preload_libraries, and restart the server.")));
}

static const char* or_default(const char* folder) {
  return *folder != '\0' ? folder : NULL;
}

/* Copies the text and gives the error back, so that what follows may leave by longjmp. */
static char* take_text(warifu_error* error) {
  char* const text = pstrdup(error != NULL ? warifu_error_text(error) : "out of memory");
  warifu_error_free(error);
  return text;
}

void engine_open(void) {
  struct warifu_open_options options = WARIFU_OPEN_OPTIONS_INIT;
  warifu_error* error = NULL;
  options.service = warifu_service;
  options.config_dir = or_default(warifu_config_dir);
  options.module_dir = or_default(warifu_module_dir);
  options.runtime_dir = or_default(warifu_runtime_dir);
  engine = warifu_open(&options, &error);
  if (engine != NULL) return;
  ereport(FATAL, (errcode(ERRCODE_CONFIG_FILE_ERROR),
                  errmsg("warifu: the stack of service \"%s\" does not load", warifu_service),
                  errdetail_internal("%s", take_text(error)),
                  errhint("\"warifu check %s\" shows it. Without a stack nobody could log in, so "
                          "the server does not start.",
                          warifu_service)));
}

/* status: of warifu_reload_if_asked(). */
static void tell_of_reload(int status, warifu_error* error) {
  char* text;
  if (status == 0) return;
  if (status > 0) {
    ereport(LOG, (errmsg("warifu: the stack of service \"%s\" was loaded again", warifu_service)));
    return;
  }
  text = take_text(error);
  ereport(LOG,
          (errmsg("warifu: the new stack of service \"%s\" does not load; the one in use stays",
                  warifu_service),
           errdetail_internal("%s", text)));
  pfree(text);
}

void engine_reload_if_asked(void) {
  warifu_error* error = NULL;
  const uint32 asked = sessions_reloads_asked();
  int status;
  if (asked == reloads_done) {
    status = warifu_reload_if_asked(engine, &error);
  } else {
    reloads_done = asked;
    status = warifu_reload(engine, &error) == WARIFU_OK ? 1 : WARIFU_E_CONFIGURATION;
  }
  tell_of_reload(status, error);
}

char* engine_reload_here(void) {
  warifu_error* error = NULL;
  if (warifu_reload(engine, &error) == WARIFU_OK) return NULL;
  return take_text(error);
}
