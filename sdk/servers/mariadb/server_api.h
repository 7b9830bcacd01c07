// SPDX-License-Identifier: MIT
// The server's headers, of libmariadbd-dev.
#pragma once

#include <sys/types.h>

#include <cstdarg>
#include <cstddef>
#include <cstdint>

#ifndef MYSQL_DYNAMIC_PLUGIN
#define MYSQL_DYNAMIC_PLUGIN
#endif
#include <mysql.h>
#include <mysql/plugin.h>
#include <mysql/plugin_auth.h>
