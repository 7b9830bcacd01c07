/* SPDX-License-Identifier: MIT */
#include "before_fork.h"

#include "postgres.h"

#include <pthread.h>
#include <unistd.h>

#include "engine.h"
#include "miscadmin.h"

static bool listeners_are_prepared;

/* They do not exist yet in _PG_init, there is no hook where they do, and the postmaster alone has
 * them open. Whether that is done: a process that is forked before the server listens (the
 * logger) finds none. */
static bool prepare_listeners(void) {
  const int found = warifu_prepare_listeners();
  if (found < 0) {
    ereport(LOG, (errmsg("warifu: the kernel does not keep SYNs of all listening sockets"),
                  errhint("Owners can then only be read from records.")));
  }
  return found != 0;
}

/* Runs in the postmaster's main thread, inside fork(2): nothing here may raise an error, and what
 * it allocates is freed, for it runs at every connection. Children inherit the handler and fork,
 * too: COPY ... FROM PROGRAM. */
static void before_fork(void) {
  if (IsUnderPostmaster || getpid() != PostmasterPid) return;
  if (!listeners_are_prepared) listeners_are_prepared = prepare_listeners();
  engine_reload_if_asked();
}

void before_fork_install(void) {
  const int status = pthread_atfork(before_fork, NULL, NULL);
  if (status == 0) return;
  errno = status;
  ereport(FATAL, (errmsg("warifu: pthread_atfork: %m")));
}
