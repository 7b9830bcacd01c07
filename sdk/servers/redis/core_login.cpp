// SPDX-License-Identifier: MIT
#include "sdk/servers/redis/core_login.h"

#include <dlfcn.h>

namespace warifu::redis {
namespace {

// How a context of Redis 7.0 begins (struct RedisModuleCtx, src/module.c).
struct ContextHead {
  void* get_api;
  void* module;
  void* client;
};

}  // namespace

bool CoreLogin::find() {
  // dlsym(3) gives functions as objects.
  auth_ = reinterpret_cast<Command>(dlsym(RTLD_DEFAULT, "authCommand"));
  hello_ = reinterpret_cast<Command>(dlsym(RTLD_DEFAULT, "helloCommand"));
  return auth_ != nullptr && hello_ != nullptr;
}

void CoreLogin::run(LoginCommand command, RedisModuleCtx* context) const {
  void* const client = reinterpret_cast<const ContextHead*>(context)->client;
  (command == LoginCommand::kHello ? hello_ : auth_)(client);
}

}  // namespace warifu::redis
