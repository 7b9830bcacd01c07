/* SPDX-License-Identifier: MIT
 * The public headers are C11, and the library can be used from C alone. */
#include <stdio.h>
#include <string.h>
#include <warifu/module.h>
#include <warifu/warifu.h>

static int failures;

static void check(int holds, const char* what) {
  if (holds) return;
  fprintf(stderr, "failed: %s\n", what);
  ++failures;
}

int main(void) {
  struct warifu_open_options options = WARIFU_OPEN_OPTIONS_INIT;
  struct warifu_request request = WARIFU_REQUEST_INIT;
  warifu_error* error = NULL;
  check(WARIFU_REFUSED == 0, "zero is refused");
  check(strlen(warifu_version()) > 0, "there is a version");
  check(warifu_open(&options, &error) == NULL, "no service, no engine");
  check(error != NULL && warifu_error_status(error) == WARIFU_E_ARGUMENT, "the caller's mistake");
  check(strstr(warifu_error_text(error), "service") != NULL, "the error names the service");
  warifu_error_free(error);
  check(warifu_open(NULL, NULL) == NULL, "no options, no engine");
  check(warifu_verify(NULL, &request, NULL) == WARIFU_REFUSED, "no engine: refused");
  check(warifu_prepare_listener(-1) == WARIFU_E_ARGUMENT, "a closed descriptor is told");
  warifu_close(NULL);
  warifu_owner_free(NULL);
  warifu_decision_free(NULL);
  warifu_error_free(NULL);
  return failures == 0 ? 0 : 1;
}
