/* SPDX-License-Identifier: MIT
 *
 * What the postmaster does before it forks: there is no hook for it. The first fork after the
 * server began to listen comes before it accepts anything.
 */
#ifndef WARIFU_POSTGRESQL_BEFORE_FORK_H
#define WARIFU_POSTGRESQL_BEFORE_FORK_H

/* In _PG_init of the postmaster, after engine_open(). Raises FATAL where it cannot be installed. */
extern void before_fork_install(void);

#endif
