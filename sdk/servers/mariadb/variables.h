// SPDX-License-Identifier: MIT
// SHOW GLOBAL VARIABLES LIKE 'warifu%'.
#pragma once

#include "sdk/servers/mariadb/server_api.h"
#include "sdk/servers/mariadb/settings.h"

namespace warifu::mariadb {

st_mysql_sys_var** system_variables();

// As the server read them, before it loads the plugin.
Settings settings();

}  // namespace warifu::mariadb
