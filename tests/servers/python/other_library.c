/* SPDX-License-Identifier: MIT
 *
 * Libraries of other versions, as the binding may meet them under the name libwarifu.so.0:
 *
 *     OLD      structs end earlier, a step is shorter, there is no warifu_explain,
 *              no warifu_prepare_listeners
 *     NEW      structs and steps go on after what the headers know, numbers are unknown ones
 *     LIAR     verify and decision contradict each other
 *     FOREIGN  no libwarifu at all
 *
 * An engine answers everybody with one decision of two steps.
 */
#include <stdlib.h>
#include <string.h>
#include <warifu/warifu.h>

#ifdef FOREIGN
int nothing_of_warifus;
#else

const char* warifu_version(void) {
  return "9.9.9";
}
const char* warifu_error_text(const warifu_error* error) {
  return error == NULL ? "out of memory" : "";
}
int warifu_error_status(const warifu_error* error) {
  return error == NULL ? WARIFU_E_INTERNAL : WARIFU_OK;
}
void warifu_error_free(warifu_error* error) {
  (void)error;
}

warifu_engine* warifu_open(const struct warifu_open_options* options, warifu_error** error) {
  *error = NULL;
  return strcmp(options->service, "none") == 0 ? NULL : malloc(1);
}
void warifu_close(warifu_engine* engine) {
  free(engine);
}
int warifu_reload(warifu_engine* engine, warifu_error** error) {
  (void)engine;
  *error = NULL;
  return WARIFU_E_INTERNAL;
}
int warifu_reload_if_asked(warifu_engine* engine, warifu_error** error) {
  return warifu_reload(engine, error);
}
int warifu_prepare_listener(int listen_fd) {
  return listen_fd == 0 ? WARIFU_E_UNAVAILABLE : WARIFU_OK;
}
int warifu_read_owner(warifu_engine* engine, int fd, warifu_owner_handle** owner) {
  (void)engine, (void)fd, (void)owner;
  return WARIFU_E_INTERNAL;
}
void warifu_owner_free(warifu_owner_handle* owner) {
  (void)owner;
}
int warifu_owner_describe(const warifu_owner_handle* owner, struct warifu_owner_info* info) {
  (void)owner, (void)info;
  return WARIFU_E_ARGUMENT;
}

int warifu_verify(warifu_engine* engine, const struct warifu_request* request,
                  warifu_decision* decision) {
  (void)engine, (void)decision;
  return strcmp(request->account, "in") == 0 ? WARIFU_PASSED : WARIFU_REFUSED;
}
warifu_decision* warifu_decision_new(void) {
  return malloc(1);
}
void warifu_decision_free(warifu_decision* decision) {
  free(decision);
}

#ifdef NEW
struct step {
  struct warifu_step known;
  char more[40];
};
enum { kStepSize = sizeof(struct step), kUnknown = 77 };
#else
struct step {
  struct warifu_step known;
};
enum { kStepSize = offsetof(struct warifu_step, reason_id), kUnknown = WARIFU_FAIL };
#endif

int warifu_decision_describe(const warifu_decision* decision, struct warifu_decision_info* info) {
  static char steps[2 * sizeof(struct step)];
  const struct step one = {{"one.toml", 1, WARIFU_PASS, "first", "m", "ok", "id", "reason"}};
  const struct step two = {{"two.toml", 2, kUnknown, "second", "n", "bad", "id", "reason"}};
  (void)decision;
  memset(steps, 0x5a, sizeof steps); /* what lies behind a short step is no string */
  memcpy(steps, &one, kStepSize);
  memcpy(steps + kStepSize, &two, kStepSize);
  struct warifu_decision_info full = {.size = info->size};
#ifdef LIAR
  full.verdict = WARIFU_PASSED;
#else
  full.verdict = kUnknown == 77 ? WARIFU_PASSED : WARIFU_REFUSED;
#endif
  full.would = full.code = kUnknown;
  full.owner = (struct warifu_owner){sizeof full.owner, 1, 1, kUnknown, 5, 6, "web"};
  full.reason_id = "reason.id";
  full.reason = "a reason";
  full.file = "one.toml";
  full.line = 1;
  full.module = "m";
  full.steps = (const struct warifu_step*)steps;
  full.step_count = 2;
  full.step_size = kStepSize;
  full.owner_name = "name";
#ifdef OLD
  memcpy(info, &full, offsetof(struct warifu_decision_info, latency));
#else
  memcpy(info, &full, sizeof full < info->size ? sizeof full : info->size);
#endif
  return WARIFU_OK;
}

#ifndef OLD
int warifu_prepare_listeners(void) {
  return WARIFU_E_UNAVAILABLE;
}
int warifu_explain(warifu_engine* engine, const struct warifu_presumed_login* login,
                   warifu_decision* decision) {
  (void)engine, (void)login, (void)decision;
  return WARIFU_OK;
}
#endif
#endif
