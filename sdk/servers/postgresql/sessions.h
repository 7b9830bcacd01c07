/* SPDX-License-Identifier: MIT
 *
 * Who owns each session: a table in the server's shared memory, a slot for each process. A process
 * writes its own slot at login and clears it when it ends; anybody may read.
 */
#ifndef WARIFU_POSTGRESQL_SESSIONS_H
#define WARIFU_POSTGRESQL_SESSIONS_H

#include "postgres.h"

#define SESSION_DOMAIN_BYTES 64
#define SESSION_REASON_BYTES 64

/* What warifu had to do with a login that was let in. */
enum session_decision {
  SESSION_NONE,     /* a free slot */
  SESSION_PASSED,   /* the stack let it in */
  SESSION_OBSERVED, /* the stack would have refused it, and only observes */
  SESSION_EXEMPT,   /* warifu.apply_to does not name it */
  SESSION_BYPASSED  /* a superuser over the Unix socket */
};

/* Strings are cut where they do not fit: they are for people, nothing is decided by them. */
struct session {
  int pid;
  int decision; /* enum session_decision */
  bool has_uid, has_gid;
  uint32 uid, gid;
  int source; /* enum warifu_source */
  char account[NAMEDATALEN];
  char database[NAMEDATALEN];
  char domain[SESSION_DOMAIN_BYTES];
  char reason[SESSION_REASON_BYTES]; /* its id */
};

/* In _PG_init of the postmaster. */
extern void sessions_install(void);

/* The calling process's own, until it ends. */
extern void sessions_set(const struct session* session);

/* Slots, and a copy of one; false where it is free. */
extern int sessions_slots(void);
extern bool sessions_get(int slot, struct session* copy);

/* How often SQL asked for a reload since the server's memory was made: one writes, the postmaster
 * reads. 0 while there is no memory yet. */
extern uint32 sessions_reloads_asked(void);
extern void sessions_ask_for_reload(void);

#endif
