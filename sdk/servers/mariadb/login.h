// SPDX-License-Identifier: MIT
// What the server calls for an account of this plugin's.
#pragma once

#include "sdk/servers/mariadb/server_api.h"

namespace warifu::mariadb {

// Password first, then the owner. Throw nothing.
int log_in_native(MYSQL_PLUGIN_VIO* vio, MYSQL_SERVER_AUTH_INFO* info);
int log_in_ed25519(MYSQL_PLUGIN_VIO* vio, MYSQL_SERVER_AUTH_INFO* info);

// SET PASSWORD, USING PASSWORD('x'): 0, or 1 for an error.
int make_native_hash(const char* password, size_t length, char* hash, size_t* hash_length);
// From the text that is stored to what the server keeps for logins.
int read_native_hash(const char* text, size_t length, unsigned char* out, size_t* out_length);
int read_public_key(const char* text, size_t length, unsigned char* out, size_t* out_length);

}  // namespace warifu::mariadb
