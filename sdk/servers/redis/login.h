// SPDX-License-Identifier: MIT
// What happens at AUTH and at HELLO ... AUTH.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sdk/servers/redis/clients.h"
#include "sdk/servers/redis/core_login.h"
#include "sdk/servers/redis/gate.h"
#include "sdk/servers/redis/seldom.h"
#include "sdk/servers/redis/worker.h"

namespace warifu::redis {

using Words = std::vector<std::string_view>;

// A login that a thread asks for while its client waits. The client's number is the server's own,
// and the server gives the verdict to that client or to nobody: no descriptor is looked at again.
struct WaitingLogin {
  Owner owner;
  std::vector<std::string> accounts;
  LoginCommand command = LoginCommand::kNone;
  int verdict = WARIFU_REFUSED;
};

// First from memory, in place; on a thread where that would block. The owner is asked for before
// the password: who is not the owner is answered the same whatever the password. Main thread.
class Login {
 public:
  Login(const Api& api, Gate& gate, Clients& clients, Worker& worker)
      : api_(api), gate_(gate), clients_(clients), worker_(worker) {}

  CoreLogin& core() { return core_; }

  // A client's AUTH or HELLO, that stands in for the server's own (Redis 7.0). Where it names no
  // account it is refused.
  void run(RedisModuleCtx* context, LoginCommand command, const Words& words,
           CommandFunction reply);
  // That the thread has answered.
  void finish(RedisModuleCtx* context);

  // As a callback of the server's (7.2 and newer): handled is refused, not handled is the
  // server's own password check. `reply` is called when the thread has answered.
  int check(RedisModuleCtx* context, RedisModuleString* account, AuthFunction reply);
  int finish_check(RedisModuleCtx* context, RedisModuleString* account);

  static void forget(void* waiting) { delete static_cast<WaitingLogin*>(waiting); }

 private:
  [[nodiscard]] std::vector<std::string> account_of(RedisModuleString* account) const;
  bool cannot_wait(RedisModuleCtx* context);
  int ask(RedisModuleCtx* context, const std::vector<std::string>& accounts);
  void wait(RedisModuleBlockedClient* blocked, std::unique_ptr<WaitingLogin> login);
  void refuse(RedisModuleCtx* context, const std::string& account);
  void tell(SeldomLine& line);
  void log_refusal(RedisModuleCtx* context, RedisModuleString* account);

  const Api& api_;
  Gate& gate_;
  Clients& clients_;
  Worker& worker_;
  CoreLogin core_;
  SeldomLine cannot_wait_{
      "refused: a login within MULTI or a script cannot wait for what the stack must ask; log in "
      "before"};
  SeldomLine too_many_{"refused: too many logins wait for what the stack must ask"};
};

}  // namespace warifu::redis
