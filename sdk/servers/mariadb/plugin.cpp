// SPDX-License-Identifier: MIT
// What the server finds in the library: two authentication plugins, settings and status variables.
#include <exception>

#include "sdk/servers/mariadb/adapter.h"
#include "sdk/servers/mariadb/login.h"
#include "sdk/servers/mariadb/server_api.h"
#include "sdk/servers/mariadb/status.h"
#include "sdk/servers/mariadb/told.h"
#include "sdk/servers/mariadb/variables.h"

namespace {

using namespace warifu::mariadb;

int load(void*) {
  try {
    set_loaded(std::make_shared<Adapter>(settings()));  // whose watch says what is wrong
  } catch (const std::exception& failure) {
    tell(Level::kError, failure.what());
    // Loaded all the same: accounts of this plugin are refused, and others are not concerned.
  }
  return 0;
}

int unload(void*) {
  set_loaded(nullptr);
  return 0;
}

constexpr char kAuthor[] = "warifu";
constexpr unsigned kVersion = 0x0100;

st_mysql_auth native = {MYSQL_AUTHENTICATION_INTERFACE_VERSION, "mysql_native_password",
                        log_in_native, make_native_hash, read_native_hash};
// The public key of a password is for the server's own plugin to make: see the guide.
st_mysql_auth ed25519 = {MYSQL_AUTHENTICATION_INTERFACE_VERSION, "client_ed25519", log_in_ed25519,
                         nullptr, read_public_key};

}  // namespace

// A macro at each end: the formatter takes the last for a part of the list.
// clang-format off
maria_declare_plugin(warifu)
{
  MYSQL_AUTHENTICATION_PLUGIN, &native, "warifu", kAuthor,
  "mysql_native_password, and the owner of the connecting process",
  PLUGIN_LICENSE_BSD, load, unload, kVersion, status_variables(), system_variables(), "1.0",
  MariaDB_PLUGIN_MATURITY_STABLE
},
{
  MYSQL_AUTHENTICATION_PLUGIN, &ed25519, "warifu_ed25519", kAuthor,
  "ed25519, and the owner of the connecting process",
  PLUGIN_LICENSE_BSD, nullptr, nullptr, kVersion, nullptr, nullptr, "1.0",
  MariaDB_PLUGIN_MATURITY_STABLE
}
maria_declare_plugin_end;
