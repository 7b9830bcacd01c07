// SPDX-License-Identifier: MIT
// SHOW GLOBAL STATUS LIKE 'Warifu%'.
#pragma once

#include "sdk/servers/mariadb/server_api.h"

namespace warifu::mariadb {

st_mysql_show_var* status_variables();

}  // namespace warifu::mariadb
