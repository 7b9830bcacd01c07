/* SPDX-License-Identifier: MIT */
#include "refusal.h"

#include "libpq/auth.h"
#include "libpq/hba.h"
#include "settings.h"

/* The client is told where in its source the server raised an error. That place is the core's own
 * auth_failed(), at a line that differs between minor versions: so both kinds of refusal get one
 * line, which is none. */
static const char kFile[] = "auth.c";
static const char kFunction[] = "auth_failed";
enum { LINE = 1 };

static emit_log_hook_type previous_emit;

static bool is_from_auth_failed(const ErrorData* error) {
  return error->elevel == FATAL && error->funcname != NULL && error->filename != NULL &&
         strcmp(error->funcname, kFunction) == 0 && strcmp(error->filename, kFile) == 0;
}

static void emit(ErrorData* error) {
  if (is_from_auth_failed(error)) error->lineno = LINE;
  if (previous_emit) previous_emit(error);
}

void refusal_install(void) {
  previous_emit = emit_log_hook;
  emit_log_hook = emit;
}

/* The texts of auth_failed() in src/backend/libpq/auth.c; the server translates them. */
static const char* text_of(UserAuth method) {
  switch (method) {
    case uaPassword:
    case uaMD5:
    case uaSCRAM:
      return "password authentication failed for user \"%s\"";
    case uaTrust:
      return "\"trust\" authentication failed for user \"%s\"";
    case uaIdent:
      return "Ident authentication failed for user \"%s\"";
    case uaPeer:
      return "Peer authentication failed for user \"%s\"";
    case uaGSS:
      return "GSSAPI authentication failed for user \"%s\"";
    case uaSSPI:
      return "SSPI authentication failed for user \"%s\"";
    case uaPAM:
      return "PAM authentication failed for user \"%s\"";
    case uaBSD:
      return "BSD authentication failed for user \"%s\"";
    case uaLDAP:
      return "LDAP authentication failed for user \"%s\"";
    case uaCert:
      return "certificate authentication failed for user \"%s\"";
    case uaRADIUS:
      return "RADIUS authentication failed for user \"%s\"";
    default:
      return "authentication failed for user \"%s\": invalid authentication method";
  }
}

static int code_of(UserAuth method) {
  const bool by_password = method == uaPassword || method == uaMD5 || method == uaSCRAM;
  return by_password ? ERRCODE_INVALID_PASSWORD : ERRCODE_INVALID_AUTHORIZATION_SPECIFICATION;
}

static void refuse_as_password(const Port* port, const char* reason) {
  const UserAuth method = port->hba->auth_method;
  if (!errstart(FATAL, TEXTDOMAIN)) return; /* never: FATAL is always raised */
  errcode(code_of(method));
  errmsg(text_of(method), port->user_name);
  errdetail_log("warifu: %s", reason);
  errfinish(kFile, LINE, kFunction);
}

void refuse(const Port* port, const char* reason) {
  if (warifu_refusal == REFUSE_AS_PASSWORD) refuse_as_password(port, reason);
  ereport(FATAL, (errcode(ERRCODE_INVALID_AUTHORIZATION_SPECIFICATION),
                  errmsg("user \"%s\" may not log in from this process", port->user_name),
                  errdetail_log("warifu: %s", reason)));
}
