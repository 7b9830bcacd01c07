// SPDX-License-Identifier: MIT
// What the server calls. None lets an exception out; where one is caught, the answer is a refusal.
#pragma once

#include "sdk/servers/redis/redis_api.h"

namespace warifu::redis {

int on_status(RedisModuleCtx* context, RedisModuleString** words, int count);
int on_explain(RedisModuleCtx* context, RedisModuleString** words, int count);
int on_reload(RedisModuleCtx* context, RedisModuleString** words, int count);
void on_info(RedisModuleInfoCtx* info, int for_crash_report);
void on_event(RedisModuleCtx* context, RedisModuleEvent event, uint64_t subevent, void* data);

// Redis 7.0: AUTH and HELLO ... AUTH become the module's own command.
void on_command(RedisModuleCommandFilterCtx* filter);
int on_auth_command(RedisModuleCtx* context, RedisModuleString** words, int count);
int on_hello_command(RedisModuleCtx* context, RedisModuleString** words, int count);
inline constexpr char kAuthCommand[] = "warifu.auth", kHelloCommand[] = "warifu.hello";

// Redis 7.2 and newer, Valkey.
int on_auth(RedisModuleCtx* context, RedisModuleString* account, RedisModuleString* password,
            RedisModuleString** error);

}  // namespace warifu::redis
