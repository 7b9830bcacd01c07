/* SPDX-License-Identifier: MIT
 *
 * The view warifu_sessions and the function warifu_reload() of CREATE EXTENSION warifu.
 * Who may call them is said in the extension's script.
 */
#include "postgres.h"

#include <warifu/warifu.h>

#include "engine.h"
#include "fmgr.h"
#include "funcapi.h"
#include "sessions.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(pg_warifu_sessions);
PG_FUNCTION_INFO_V1(pg_warifu_reload);

static const char* name_of_decision(int decision) {
  switch (decision) {
    case SESSION_PASSED:
      return "passed";
    case SESSION_OBSERVED:
      return "would be refused";
    case SESSION_EXEMPT:
      return "exempt";
    default:
      return "superuser bypass";
  }
}

/* As in `[owner] sources`; NULL: none. */
static const char* name_of_source(int source) {
  switch (source) {
    case WARIFU_SOURCE_RECORD:
      return "record";
    case WARIFU_SOURCE_SAVED_SYN:
      return "saved-syn";
    case WARIFU_SOURCE_UNIX_SOCKET:
      return "unix-socket";
    case WARIFU_SOURCE_SAME_HOST:
      return "same-host";
    default:
      return NULL;
  }
}

enum { PID, ACCOUNT, DATABASE, UID, GID, DOMAIN, EVIDENCE, DECISION, REASON, COLUMNS };

struct row {
  Datum values[COLUMNS];
  bool nulls[COLUMNS];
};

static void put_text(struct row* row, int column, const char* text) {
  row->nulls[column] = text == NULL || *text == '\0';
  if (!row->nulls[column]) row->values[column] = CStringGetTextDatum(text);
}

static void put_id(struct row* row, int column, bool has, uint32 id) {
  row->nulls[column] = !has;
  row->values[column] = Int64GetDatum((int64)id);
}

static void put_session(struct row* row, const struct session* session) {
  row->nulls[PID] = false;
  row->values[PID] = Int32GetDatum(session->pid);
  put_text(row, ACCOUNT, session->account);
  put_text(row, DATABASE, session->database);
  put_id(row, UID, session->has_uid, session->uid);
  put_id(row, GID, session->has_gid, session->gid);
  put_text(row, DOMAIN, session->domain);
  put_text(row, EVIDENCE, name_of_source(session->has_uid ? session->source : WARIFU_SOURCE_NONE));
  put_text(row, DECISION, name_of_decision(session->decision));
  put_text(row, REASON, session->reason);
}

Datum pg_warifu_sessions(PG_FUNCTION_ARGS) {
  const ReturnSetInfo* const result = (ReturnSetInfo*)fcinfo->resultinfo;
  struct session session;
  struct row row;
  engine_must_be_open();
  InitMaterializedSRF(fcinfo, 0);
  for (int slot = 0; slot < sessions_slots(); slot++) {
    if (!sessions_get(slot, &session)) continue;
    put_session(&row, &session);
    tuplestore_putvalues(result->setResult, result->setDesc, row.values, row.nulls);
  }
  return (Datum)0;
}

/* On trial in this process first; the postmaster takes it before it forks for the next login. */
Datum pg_warifu_reload(PG_FUNCTION_ARGS) {
  char* wrong;
  (void)fcinfo;
  engine_must_be_open();
  wrong = engine_reload_here();
  if (wrong != NULL) {
    ereport(ERROR, (errcode(ERRCODE_CONFIG_FILE_ERROR),
                    errmsg("warifu: the stack does not load; the one in use stays"),
                    errdetail_internal("%s", wrong)));
  }
  sessions_ask_for_reload();
  PG_RETURN_VOID();
}
