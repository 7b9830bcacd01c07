// SPDX-License-Identifier: MIT
#pragma once

#include "sdk/servers/redis/login_words.h"
#include "sdk/servers/redis/redis_api.h"

namespace warifu::redis {

// The server's own AUTH and HELLO, run for the client of a command that stands in their place: all
// they do stays theirs (RESP 3, SETNAME, redaction, errors, the ACL log). For Redis 7.0, which has
// no interface for this: they are found in its program by name, and the client where a context of
// 7.0 has it. Main thread.
class CoreLogin {
 public:
  // false: this program does not export them.
  bool find();
  void run(LoginCommand command, RedisModuleCtx* context) const;

 private:
  using Command = void (*)(void* client);
  Command auth_ = nullptr;
  Command hello_ = nullptr;
};

}  // namespace warifu::redis
