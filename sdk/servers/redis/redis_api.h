// SPDX-License-Identifier: MIT
// The part of the servers' module interface that is used here, declared from its documentation
// (redis.io, "Modules API reference"): no package ships its header. Redis 7.0 and newer, and
// Valkey, which answers to the same names.
#pragma once

#include <cstddef>
#include <cstdint>

struct RedisModuleCtx;
struct RedisModuleString;
struct RedisModuleCallReply;
struct RedisModuleBlockedClient;
struct RedisModuleCommand;
struct RedisModuleCommandFilterCtx;
struct RedisModuleCommandFilter;
struct RedisModuleInfoCtx;
struct RedisModuleUser;

struct RedisModuleEvent {
  uint64_t id;
  uint64_t dataver;
};

// What the event kClientChange comes with.
struct RedisModuleClientInfo {
  uint64_t version;
  uint64_t flags;
  uint64_t id;
  char addr[46];
  uint16_t port;
  uint16_t db;
};

namespace warifu::redis {

inline constexpr int kOk = 0, kErr = 1;
inline constexpr int kApiVersion = 1;
inline constexpr int kAuthHandled = 0, kAuthNotHandled = 1;
inline constexpr int kFilterNoSelf = 1 << 0;
inline constexpr int kFlagLua = 1 << 0, kFlagMulti = 1 << 1, kFlagDenyBlocking = 1 << 21;
inline constexpr int kAclLogAuth = 0;

inline constexpr RedisModuleEvent kLoading = {3, 1};
inline constexpr RedisModuleEvent kClientChange = {4, 1};
inline constexpr RedisModuleEvent kCronLoop = {8, 1};
inline constexpr RedisModuleEvent kEventLoop = {15, 1};
inline constexpr RedisModuleEvent kConfigChange = {16, 1};
inline constexpr uint64_t kClientConnected = 0, kClientDisconnected = 1;
// What is loaded: a snapshot, the log of commands, another server's snapshot.
inline constexpr uint64_t kLastLoadingStart = 2;

using CommandFunction = int (*)(RedisModuleCtx*, RedisModuleString**, int);
using FreeFunction = void (*)(RedisModuleCtx*, void*);
using EventFunction = void (*)(RedisModuleCtx*, RedisModuleEvent, uint64_t, void*);
using FilterFunction = void (*)(RedisModuleCommandFilterCtx*);
using InfoFunction = void (*)(RedisModuleInfoCtx*, int);
using AuthFunction = int (*)(RedisModuleCtx*, RedisModuleString*, RedisModuleString*,
                             RedisModuleString**);

// The server's functions, found by name when the module is loaded; each does what the reference
// says under that name. Called on the server's main thread, but for unblock and log.
struct Api {
  void (*set_module_attribs)(RedisModuleCtx*, const char* name, int version, int api_version);
  int (*is_module_name_busy)(const char* name);
  // Any thread, where the context is nullptr.
  void (*log)(RedisModuleCtx*, const char* level, const char* format, ...);
  int (*create_command)(RedisModuleCtx*, const char* name, CommandFunction, const char* flags,
                        int first_key, int last_key, int key_step);
  uint64_t (*create_timer)(RedisModuleCtx*, long long milliseconds, FreeFunction, void* data);
  int (*subscribe)(RedisModuleCtx*, RedisModuleEvent, EventFunction);
  int (*register_info)(RedisModuleCtx*, InfoFunction);
  int (*info_section)(RedisModuleInfoCtx*, const char* name);
  int (*info_number)(RedisModuleInfoCtx*, const char* field, unsigned long long);
  int (*info_text)(RedisModuleInfoCtx*, const char* field, const char* value);

  RedisModuleString* (*create_string)(RedisModuleCtx*, const char*, size_t);
  void (*free_string)(RedisModuleCtx*, RedisModuleString*);
  const char* (*string_bytes)(const RedisModuleString*, size_t* length);

  RedisModuleCallReply* (*call)(RedisModuleCtx*, const char* command, const char* format, ...);
  void (*free_reply)(RedisModuleCallReply*);
  const char* (*reply_bytes)(RedisModuleCallReply*, size_t* length);

  int (*reply_error)(RedisModuleCtx*, const char*);
  int (*reply_simple)(RedisModuleCtx*, const char*);
  int (*reply_map)(RedisModuleCtx*, long pairs);
  int (*reply_number)(RedisModuleCtx*, long long);
  int (*reply_text)(RedisModuleCtx*, const char*, size_t);
  int (*wrong_arity)(RedisModuleCtx*);

  unsigned long long (*client_id)(RedisModuleCtx*);
  int (*context_flags)(RedisModuleCtx*);
  int (*close_client)(RedisModuleCtx*, uint64_t id);
  RedisModuleString* (*current_user)(RedisModuleCtx*);  // the caller frees it
  RedisModuleUser* (*user_of)(RedisModuleString* name);
  void (*free_user)(RedisModuleUser*);
  int (*may_run)(RedisModuleUser*, RedisModuleString** words, int count);

  RedisModuleBlockedClient* (*block)(RedisModuleCtx*, CommandFunction reply,
                                     CommandFunction timeout, FreeFunction, long long timeout_ms);
  int (*unblock)(RedisModuleBlockedClient*, void* data);  // any thread
  void* (*blocked_data)(RedisModuleCtx*);

  RedisModuleCommandFilter* (*register_filter)(RedisModuleCtx*, FilterFunction, int flags);
  int (*filter_argument_count)(RedisModuleCommandFilterCtx*);
  const RedisModuleString* (*filter_argument)(RedisModuleCommandFilterCtx*, int);
  int (*filter_replace)(RedisModuleCommandFilterCtx*, int, RedisModuleString*);

  int (*server_version)();  // 0x00MMmmpp; Valkey's is that of the Redis it goes for

  // Since 7.0 and 7.2: each is there or nullptr.
  RedisModuleCommand* (*command_of)(RedisModuleCtx*, const char* name);
  int (*set_categories)(RedisModuleCommand*, const char* categories);
  int (*acl_log)(RedisModuleCtx*, RedisModuleUser*, RedisModuleString* object, int reason);
  int (*acl_log_by_name)(RedisModuleCtx*, RedisModuleString* name, RedisModuleString* object,
                         int reason);
  void (*register_auth)(RedisModuleCtx*, AuthFunction);
  RedisModuleBlockedClient* (*block_on_auth)(RedisModuleCtx*, AuthFunction reply, FreeFunction);

  // nullptr, or the name of a function that this server does not have.
  const char* load(RedisModuleCtx* context);
};

}  // namespace warifu::redis
