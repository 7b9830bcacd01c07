/* SPDX-License-Identifier: MIT
 *
 * A login, after the server's own check: ClientAuthentication_hook, in the connection's process.
 */
#ifndef WARIFU_POSTGRESQL_LOGIN_H
#define WARIFU_POSTGRESQL_LOGIN_H

/* In _PG_init of the postmaster. */
extern void login_install(void);

#endif
