/* SPDX-License-Identifier: MIT
 *
 * warifu.apply_to: "all", "none", or a list "role=NAME, database=NAME, ...". A login is verified
 * where any entry names its role or its database. Physical replication has no database and reads
 * all of them: it is verified where any database is named.
 *
 * Names are separated by commas, and may stand in double quotes, as in postgresql.conf's own lists;
 * they are compared as they are, without folding case.
 */
#ifndef WARIFU_POSTGRESQL_APPLY_TO_H
#define WARIFU_POSTGRESQL_APPLY_TO_H

#include "postgres.h"

/* False: *wrong says why, a constant. */
extern bool apply_to_is_valid(const char* list, const char** wrong);

/* Whether a login is verified; true also for a list that is not valid. database is "" for physical
 * replication. */
extern bool apply_to_names(const char* list, const char* role, const char* database);

#endif
