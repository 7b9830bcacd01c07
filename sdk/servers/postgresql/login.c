/* SPDX-License-Identifier: MIT */
#include "login.h"

#include "postgres.h"

#include "apply_to.h"
#include "catalog/pg_authid.h"
#include "engine.h"
#include "libpq/auth.h"
#include "miscadmin.h"
#include "printable.h"
#include "refusal.h"
#include "sessions.h"
#include "settings.h"
#include "utils/acl.h"

static ClientAuthentication_hook_type previous_hook;

/* What came of the verify, copied out of the library: nothing of its own is held any more. */
struct answer {
  bool passed;
  char reason[1024]; /* printable */
  struct session session;
};

static void fill(struct answer* answer, const struct warifu_decision_info* info) {
  struct session* const session = &answer->session;
  const struct warifu_owner* const owner = &info->owner;
  char text[512];
  session->decision = info->would == WARIFU_PASSED ? SESSION_PASSED : SESSION_OBSERVED;
  session->has_uid = owner->has_uid;
  session->has_gid = owner->has_uid && owner->has_gid;
  session->uid = owner->uid;
  session->gid = owner->gid;
  session->source = owner->source;
  printable(session->domain, sizeof session->domain, owner->domain != NULL ? owner->domain : "");
  printable(session->reason, sizeof session->reason, info->reason_id);
  printable(text, sizeof text, info->reason);
  if (*info->file != '\0') {
    snprintf(answer->reason, sizeof answer->reason, "%s: %s (%s:%u)", session->reason, text,
             info->file, info->line);
  } else {
    snprintf(answer->reason, sizeof answer->reason, "%s: %s", session->reason, text);
  }
}

/* Raises nothing: the library's decision is not the server's to free. */
static void ask(const Port* port, struct answer* answer) {
  struct warifu_request request = WARIFU_REQUEST_INIT;
  struct warifu_decision_info info = {.size = sizeof info};
  warifu_decision* const decision = warifu_decision_new();
  request.fd = port->sock;
  request.account = answer->session.account;
  request.resource = answer->session.database;
  strlcpy(answer->reason, "no memory for a decision", sizeof answer->reason);
  if (decision == NULL) return;
  answer->passed = warifu_verify(engine_get(), &request, decision) == WARIFU_PASSED;
  if (warifu_decision_describe(decision, &info) == WARIFU_OK) fill(answer, &info);
  warifu_decision_free(decision);
}

static bool is_local(const Port* port) {
  return port->raddr.addr.ss_family == AF_UNIX && port->laddr.addr.ss_family == AF_UNIX;
}

/* The catalogues of all databases can be read here: the core has just read the password there. */
static bool is_local_superuser(const Port* port) {
  const Oid role = is_local(port) ? get_role_oid(port->user_name, true) : InvalidOid;
  return OidIsValid(role) && superuser_arg(role);
}

static void decide(const Port* port, struct answer* answer) {
  struct session* const session = &answer->session;
  session->pid = MyProcPid;
  /* Both are cut by the server, too, before it looks them up. */
  strlcpy(session->account, port->user_name, sizeof session->account);
  if (port->database_name != NULL) {
    strlcpy(session->database, port->database_name, sizeof session->database);
  }
  if (!apply_to_names(warifu_apply_to, session->account, session->database)) {
    session->decision = SESSION_EXEMPT;
    answer->passed = true;
  } else if (warifu_local_superuser_bypass && is_local_superuser(port)) {
    session->decision = SESSION_BYPASSED;
    answer->passed = true;
    ereport(LOG, (errmsg("warifu: superuser \"%s\" is let in over the Unix socket without a look "
                         "at the owner",
                         port->user_name)));
  } else {
    ask(port, answer);
  }
}

/* Hooks before this one see a refusal as they see a wrong password: one that delays those must
 * delay this, too. */
static void after_password(Port* port, int status) {
  struct answer answer = {0};
  if (status == STATUS_OK) decide(port, &answer);
  if (previous_hook)
    previous_hook(port, answer.passed || status != STATUS_OK ? status : STATUS_ERROR);
  if (status != STATUS_OK) return;
  if (!answer.passed) refuse(port, answer.reason);
  sessions_set(&answer.session);
}

void login_install(void) {
  previous_hook = ClientAuthentication_hook;
  ClientAuthentication_hook = after_password;
}
