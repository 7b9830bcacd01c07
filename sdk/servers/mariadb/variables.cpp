// SPDX-License-Identifier: MIT
#include "sdk/servers/mariadb/variables.h"

#include <strings.h>

#include <exception>

#include "sdk/servers/mariadb/adapter.h"
#include "sdk/servers/mariadb/told.h"

namespace warifu::mariadb {
namespace {

// Where the server writes what it read; nobody else does, and it does so once.
char* service = nullptr;
char* config_dir = nullptr;
char* module_dir = nullptr;
char* runtime_dir = nullptr;
char reload_now = 0;  // stays 0

// With the reason in the log, and an error for who sets the variable.
bool reload() {
  const auto adapter = loaded();
  if (!adapter) return false;
  const std::string wrong = adapter->gate.load();
  adapter->watch.look_for_slipped();
  if (wrong.empty()) {
    tell(Level::kNote, "the stack is loaded again");
  } else {
    tell(Level::kError, "not loaded, what was in use stays:\n" + wrong);
  }
  return wrong.empty();
}

// ON, TRUE, 1; the server hands a word on as it was written.
bool is_on(st_mysql_value* value) {
  if (value->value_type(value) == MYSQL_VALUE_TYPE_STRING) {
    char room[8] = "";
    int length = sizeof room;
    const char* const word = value->val_str(value, room, &length);
    return word != nullptr &&
           (strncasecmp(word, "ON", 3) == 0 || strncasecmp(word, "TRUE", 5) == 0);
  }
  long long number = 0;
  return value->val_int(value, &number) == 0 && number == 1;
}

// It is done before it is "set": only here can it fail.
int check_reload(MYSQL_THD, st_mysql_sys_var*, void* save, st_mysql_value* value) {
  *static_cast<char*>(save) = 0;
  if (!is_on(value)) return 0;
  try {
    if (reload()) return 0;
  } catch (const std::exception& failure) {
    tell(Level::kError, failure.what());
  }
  constexpr unsigned kUnknownError = 1105;  // ER_UNKNOWN_ERROR
  my_printf_error(kUnknownError, "warifu: not reloaded; the server's log tells why", 0UL);
  return 1;
}

void leave_as_it_is(MYSQL_THD, st_mysql_sys_var*, void*, const void*) {}

constexpr int kAtStart = PLUGIN_VAR_READONLY | PLUGIN_VAR_RQCMDARG;

MYSQL_SYSVAR_STR(service, service, kAtStart, "Names the stack: STACKS/SERVICE.toml", nullptr,
                 nullptr, "mariadb");
MYSQL_SYSVAR_STR(config_dir, config_dir, kAtStart, "Instead of /etc/warifu", nullptr, nullptr, "");
MYSQL_SYSVAR_STR(module_dir, module_dir, kAtStart, "Instead of where the package has its modules",
                 nullptr, nullptr, "");
MYSQL_SYSVAR_STR(runtime_dir, runtime_dir, kAtStart, "Instead of /run/warifu", nullptr, nullptr,
                 "");
MYSQL_SYSVAR_BOOL(reload, reload_now, PLUGIN_VAR_NOCMDOPT,
                  "Set to ON, it loads the stack again, and stays OFF", check_reload,
                  leave_as_it_is, 0);

std::string text_of(const char* value) {
  return value != nullptr ? value : "";
}

}  // namespace

st_mysql_sys_var** system_variables() {
  static st_mysql_sys_var* variables[] = {MYSQL_SYSVAR(service),    MYSQL_SYSVAR(config_dir),
                                          MYSQL_SYSVAR(module_dir), MYSQL_SYSVAR(runtime_dir),
                                          MYSQL_SYSVAR(reload),     nullptr};
  return variables;
}

Settings settings() {
  return {text_of(service), text_of(config_dir), text_of(module_dir), text_of(runtime_dir)};
}

}  // namespace warifu::mariadb
