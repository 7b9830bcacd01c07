/* SPDX-License-Identifier: MIT
 *
 * The SQL function warifu_explain(): what would come of a login, by the stack that the next one is
 * judged by. Who may call it is said in the extension's script.
 */
#include "postgres.h"

#include <warifu/warifu.h>

#include "apply_to.h"
#include "engine.h"
#include "fmgr.h"
#include "funcapi.h"
#include "printable.h"
#include "settings.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(pg_warifu_explain);

enum { ACCOUNT, OWNER_UID, OWNER_GID, DATABASE, DOMAIN };
enum { VERDICT, OBSERVE, REASON_ID, REASON, DECIDED_BY, MODULE, COLUMNS };

/* Copied out of the library and printable: nothing of its own is held any more. */
struct explanation {
  const char* verdict;
  bool observe;
  char reason_id[128];
  char reason[512];
  char decided_by[512];
  char module[128];
};

static char* text_argument(FunctionCallInfo fcinfo, int number) {
  return PG_ARGISNULL(number) ? "" : text_to_cstring(PG_GETARG_TEXT_PP(number));
}

/* False: none was given. */
static bool id_argument(FunctionCallInfo fcinfo, int number, uint32* id) {
  int64 given;
  if (PG_ARGISNULL(number)) return false;
  given = PG_GETARG_INT64(number);
  /* The greatest stands for "no such user", see chown(2). */
  if (given < 0 || given >= PG_UINT32_MAX) {
    ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
                    errmsg("a uid or gid is between 0 and 4294967294")));
  }
  *id = (uint32)given;
  return true;
}

static void take(struct explanation* to, const struct warifu_decision_info* info) {
  char file[448];
  to->verdict = info->would == WARIFU_PASSED ? "pass" : "refused";
  to->observe = info->observe != 0;
  printable(to->reason_id, sizeof to->reason_id, info->reason_id);
  printable(to->reason, sizeof to->reason, info->reason);
  printable(to->module, sizeof to->module, info->module);
  printable(file, sizeof file, info->file);
  if (*file != '\0') {
    snprintf(to->decided_by, sizeof to->decided_by, "%s:%u", file, info->line);
  }
}

/* Raises nothing: the library's decision is not the server's to free. False: no answer. */
static bool ask(const struct warifu_presumed_login* login, struct explanation* explanation) {
  struct warifu_decision_info info = {.size = sizeof info};
  warifu_decision* const decision = warifu_decision_new();
  bool answered;
  if (decision == NULL) return false;
  answered = warifu_explain(engine_get(), login, decision) == WARIFU_OK &&
             warifu_decision_describe(decision, &info) == WARIFU_OK;
  if (answered) take(explanation, &info);
  warifu_decision_free(decision);
  return answered;
}

static void explain(const struct warifu_presumed_login* login, struct explanation* explanation) {
  if (!apply_to_names(warifu_apply_to, login->account, login->resource)) {
    explanation->verdict = "exempt";
    return;
  }
  engine_reload_if_asked(); /* as the postmaster does before the next login */
  if (ask(login, explanation)) return;
  ereport(ERROR,
          (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("warifu: such a login cannot be"),
           errdetail("A gid or a domain wants a uid, and a name has at most 1024 bytes.")));
}

static Datum text_or_null(const char* text, bool* null) {
  *null = *text == '\0';
  return *null ? (Datum)0 : CStringGetTextDatum(text);
}

static Datum row_of(const struct explanation* explanation, TupleDesc columns) {
  Datum values[COLUMNS];
  bool nulls[COLUMNS] = {false};
  values[VERDICT] = CStringGetTextDatum(explanation->verdict);
  values[OBSERVE] = BoolGetDatum(explanation->observe);
  values[REASON_ID] = text_or_null(explanation->reason_id, &nulls[REASON_ID]);
  values[REASON] = text_or_null(explanation->reason, &nulls[REASON]);
  values[DECIDED_BY] = text_or_null(explanation->decided_by, &nulls[DECIDED_BY]);
  values[MODULE] = text_or_null(explanation->module, &nulls[MODULE]);
  return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(columns), values, nulls));
}

Datum pg_warifu_explain(PG_FUNCTION_ARGS) {
  struct warifu_presumed_login login = WARIFU_PRESUMED_LOGIN_INIT;
  struct explanation explanation = {0};
  TupleDesc columns;
  engine_must_be_open();
  if (get_call_result_type(fcinfo, NULL, &columns) != TYPEFUNC_COMPOSITE) {
    elog(ERROR, "warifu_explain() must return a row");
  }
  login.account = text_argument(fcinfo, ACCOUNT);
  login.resource = text_argument(fcinfo, DATABASE);
  login.domain = text_argument(fcinfo, DOMAIN);
  login.has_uid = id_argument(fcinfo, OWNER_UID, &login.uid);
  login.has_gid = id_argument(fcinfo, OWNER_GID, &login.gid);
  explain(&login, &explanation);
  PG_RETURN_DATUM(row_of(&explanation, columns));
}
