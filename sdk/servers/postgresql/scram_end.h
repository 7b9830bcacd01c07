/* SPDX-License-Identifier: MIT
 *
 * SCRAM's last message, AuthenticationSASLFinal, proves to the client that its password was right,
 * and the server queues it before ClientAuthentication_hook is called. It is held back until the
 * login is decided: sent before AuthenticationOk, dropped where an error comes instead.
 */
#ifndef WARIFU_POSTGRESQL_SCRAM_END_H
#define WARIFU_POSTGRESQL_SCRAM_END_H

/* In _PG_init of the postmaster; its children inherit it. */
extern void scram_end_install(void);

#endif
