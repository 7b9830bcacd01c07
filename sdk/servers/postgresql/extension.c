/* SPDX-License-Identifier: MIT
 *
 * warifu in PostgreSQL, by shared_preload_libraries = 'warifu'. In the postmaster the engine is
 * opened, and everything is put in its place that the processes of connections inherit:
 *
 *     postmaster: _PG_init: engine.c, settings.c
 *       | before each fork: before_fork.c: SYNs are kept, the stack is reloaded
 *       +-> connection: password check, then login.c: verify --no--> refusal.c, scram_end.c
 *                                                            \-yes-> sessions.c -> functions.c
 */
#include "postgres.h"

#include "before_fork.h"
#include "engine.h"
#include "fmgr.h"
#include "login.h"
#include "miscadmin.h"
#include "refusal.h"
#include "scram_end.h"
#include "sessions.h"
#include "settings.h"

PG_MODULE_MAGIC;

/* The name is the server's. NOLINTNEXTLINE(bugprone-reserved-identifier): it looks for this one */
extern void _PG_init(void);

void _PG_init(void) {
  /* Loaded for a function's sake by a session: must_be_preloaded() says what to do. */
  if (!process_shared_preload_libraries_in_progress) return;
  warifu_define_settings();
  /* `postgres --single`, the way in when nothing else is: there are no connections to look at. */
  if (!IsPostmasterEnvironment) return;
  engine_open();
  before_fork_install();
  sessions_install();
  scram_end_install();
  refusal_install();
  login_install();
}
