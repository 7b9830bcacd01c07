/* SPDX-License-Identifier: MIT
 *
 * The engine: opened once in the postmaster, used by the processes that it forks. Where the stack
 * does not load the server does not start; where a later one does not, the one in use stays.
 */
#ifndef WARIFU_POSTGRESQL_ENGINE_H
#define WARIFU_POSTGRESQL_ENGINE_H

#include <warifu/warifu.h>

#include "postgres.h"

/* NULL before engine_open(). */
extern warifu_engine* engine_get(void);

/* Raises ERROR, with the remedy, where it is not. */
extern void engine_must_be_open(void);

/* In _PG_init of the postmaster. Raises FATAL, with all that is wrong, where it cannot be opened.
 */
extern void engine_open(void);

/* In the postmaster before a fork, or in a session for itself alone: takes a new stack where the
 * operator asked for one, by `warifu reload` or by the SQL function. Says in the server's log what
 * came of it. */
extern void engine_reload_if_asked(void);

/* In any process: loads the stack as it is now, for this process alone. NULL, or why it does not
 * load, in the current memory context. */
extern char* engine_reload_here(void);

#endif
