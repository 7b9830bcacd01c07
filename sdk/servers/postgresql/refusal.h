/* SPDX-License-Identifier: MIT
 *
 * A refusal after the password was right. Whoever holds a leaked password must not learn from the
 * answer that it is right, so by default the client gets what a wrong password gets, byte for byte:
 * severity, code, text, and the place in the server's source, too. The reason is for the log alone.
 */
#ifndef WARIFU_POSTGRESQL_REFUSAL_H
#define WARIFU_POSTGRESQL_REFUSAL_H

#include "postgres.h"

#include "libpq/libpq-be.h"

/* In _PG_init of the postmaster. */
extern void refusal_install(void);

/* Ends the login, as warifu.refusal says. reason: one line that may be printed. */
extern void refuse(const Port* port, const char* reason) pg_attribute_noreturn();

#endif
