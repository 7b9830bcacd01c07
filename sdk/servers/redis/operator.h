// SPDX-License-Identifier: MIT
// What an operator asks: WARIFU.STATUS, WARIFU.EXPLAIN, WARIFU.RELOAD, INFO warifu.
#pragma once

#include <atomic>
#include <string>
#include <utility>
#include <vector>

#include "sdk/servers/redis/login.h"

namespace warifu::redis {

// An answer that a thread prepares while its client waits: an error, or a map of text.
struct Answer {
  std::string error;
  std::vector<std::pair<std::string, std::string>> pairs;
};

class Operator {
 public:
  Operator(const Api& api, Gate& gate, const Clients& clients, Worker& worker)
      : api_(api), gate_(gate), clients_(clients), worker_(worker) {}

  // Whether who runs a command is an operator; else it is answered. Main thread.
  bool may_use(RedisModuleCtx* context) const;

  // Main thread, each for one command or call of the server's.
  void status(RedisModuleCtx* context) const;
  // ACCOUNT UID [GID] [DOMAIN NAME]; answered by a thread, as a module may ask a directory.
  void explain(RedisModuleCtx* context, const Words& words, CommandFunction reply);
  void reload(RedisModuleCtx* context, CommandFunction reply);
  void finish(RedisModuleCtx* context) const;
  void info(RedisModuleInfoCtx* info) const;

  void set_listeners(int prepared) { listeners_ = prepared; }
  void set_way(const char* way) { way_ = way; }

 private:
  using Numbers = std::vector<std::pair<const char*, uint64_t>>;
  [[nodiscard]] Numbers numbers() const;
  void answer_later(RedisModuleCtx* context, CommandFunction reply,
                    std::function<Answer()> prepare);

  const Api& api_;
  Gate& gate_;
  const Clients& clients_;
  Worker& worker_;
  int listeners_ = 0;
  const char* way_ = "";
};

}  // namespace warifu::redis
