// SPDX-License-Identifier: MIT
#include "sdk/servers/mariadb/status.h"

#include <cstring>

#include "sdk/servers/mariadb/adapter.h"

namespace warifu::mariadb {
namespace {

using Read = long long (*)(const Adapter&);

template <Read read>
int show(MYSQL_THD, st_mysql_show_var* variable, void* room, system_status_var*, enum_var_type) {
  const auto adapter = loaded();
  const long long value = adapter ? read(*adapter) : 0;
  std::memcpy(room, &value, sizeof value);
  variable->type = SHOW_SLONGLONG;
  variable->value = static_cast<char*>(room);
  return 0;
}

template <std::atomic<uint64_t> Counters::*counter>
long long count(const Adapter& adapter) {
  return static_cast<long long>((adapter.gate.counters.*counter).load());
}

long long is_loaded(const Adapter& adapter) {
  return adapter.gate.is_open() ? 1 : 0;
}

long long listeners(const Adapter& adapter) {
  return adapter.watch.listeners();
}

long long slipped(const Adapter& adapter) {
  return adapter.watch.slipped();
}

}  // namespace

st_mysql_show_var* status_variables() {
  static st_mysql_show_var variables[] = {
      SHOW_FUNC_ENTRY("Warifu_listeners", show<listeners>),
      SHOW_FUNC_ENTRY("Warifu_passed", show<count<&Counters::passed>>),
      SHOW_FUNC_ENTRY("Warifu_refused", show<count<&Counters::refused>>),
      SHOW_FUNC_ENTRY("Warifu_reload_errors", show<count<&Counters::reload_errors>>),
      SHOW_FUNC_ENTRY("Warifu_reloads", show<count<&Counters::reloads>>),
      SHOW_FUNC_ENTRY("Warifu_slipped_accounts", show<slipped>),
      SHOW_FUNC_ENTRY("Warifu_stack_loaded", show<is_loaded>),
      {nullptr, nullptr, SHOW_UNDEF}};
  return variables;
}

}  // namespace warifu::mariadb
