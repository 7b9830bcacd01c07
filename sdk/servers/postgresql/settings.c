/* SPDX-License-Identifier: MIT */
#include "settings.h"

#include "apply_to.h"
#include "utils/guc.h"

char* warifu_service;
char* warifu_config_dir;
char* warifu_module_dir;
char* warifu_runtime_dir;
char* warifu_apply_to;
int warifu_refusal = REFUSE_AS_PASSWORD;
bool warifu_local_superuser_bypass;

static const struct config_enum_entry kRefusals[] = {
    {"as-password", REFUSE_AS_PASSWORD, false},
    {"distinct", REFUSE_DISTINCT, false},
    {NULL, 0, false},
};

/* Which roles are not looked at is no business of everybody who can log in. */
static const int kFlags = GUC_SUPERUSER_ONLY;

static void define_folder(const char* name, const char* what, char** where) {
  DefineCustomStringVariable(name, what, "Empty: where the package has it.", where, "",
                             PGC_POSTMASTER, kFlags, NULL, NULL, NULL);
}

static bool check_apply_to(char** value, void** extra pg_attribute_unused(),
                           GucSource source pg_attribute_unused()) {
  const char* wrong;
  if (apply_to_is_valid(*value, &wrong)) return true;
  GUC_check_errdetail("%s", wrong);
  GUC_check_errhint("Write all, none, or a list such as 'role=app, database=shop'.");
  return false;
}

void warifu_define_settings(void) {
  DefineCustomStringVariable("warifu.service", "The service whose stack decides.", NULL,
                             &warifu_service, "postgresql", PGC_POSTMASTER, kFlags, NULL, NULL,
                             NULL);
  define_folder("warifu.config_dir", "Folder of stacks, keyrings and maps.", &warifu_config_dir);
  define_folder("warifu.module_dir", "Folder of verifier modules.", &warifu_module_dir);
  define_folder("warifu.runtime_dir", "Folder of records and of requests to reload.",
                &warifu_runtime_dir);
  DefineCustomStringVariable("warifu.apply_to", "The logins whose owner is verified.",
                             "all, none, or a list of role=NAME and database=NAME.",
                             &warifu_apply_to, "all", PGC_SIGHUP, kFlags, check_apply_to, NULL,
                             NULL);
  DefineCustomEnumVariable("warifu.refusal", "How a refusal looks to the client.",
                           "as-password looks like a wrong password; distinct tells it apart.",
                           &warifu_refusal, REFUSE_AS_PASSWORD, kRefusals, PGC_SIGHUP, kFlags, NULL,
                           NULL, NULL);
  DefineCustomBoolVariable("warifu.local_superuser_bypass",
                           "Superusers are let in over the Unix socket without an owner.", NULL,
                           &warifu_local_superuser_bypass, false, PGC_SIGHUP, kFlags, NULL, NULL,
                           NULL);
  MarkGUCPrefixReserved("warifu");
}
