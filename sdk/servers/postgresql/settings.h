/* SPDX-License-Identifier: MIT
 *
 * The settings warifu.* of postgresql.conf. Read where needed, written by the server alone; a
 * connection's process has those that were in force when it was forked. Which need a restart and
 * which a reload is said in the README beside this file.
 */
#ifndef WARIFU_POSTGRESQL_SETTINGS_H
#define WARIFU_POSTGRESQL_SETTINGS_H

#include "postgres.h"

/* How a refusal looks to the client. */
enum refusal_kind {
  REFUSE_AS_PASSWORD, /* as the server refuses a wrong password, byte for byte */
  REFUSE_DISTINCT     /* code 28000 and words of its own */
};

extern char* warifu_service;
extern char* warifu_config_dir;  /* "": the library's own */
extern char* warifu_module_dir;  /* "": the library's own */
extern char* warifu_runtime_dir; /* "": the library's own */
extern char* warifu_apply_to;    /* as apply_to.h reads it */
extern int warifu_refusal;       /* enum refusal_kind */
extern bool warifu_local_superuser_bypass;

/* In _PG_init. */
extern void warifu_define_settings(void);

#endif
