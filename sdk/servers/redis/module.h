// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "sdk/servers/redis/login.h"
#include "sdk/servers/redis/operator.h"

namespace warifu::redis {

// Everything the module is, from its load until the server's end: a server of this module refuses
// to unload it, since whoever may do that could log in as anybody.
class Module {
 public:
  Module(const Api& api, std::unique_ptr<Gate> gate)
      : api_(api),
        gate_(std::move(gate)),
        clients_(api_, *gate_),
        worker_([this] { note(gate_->reload_if_asked()); }),
        login_(api_, *gate_, clients_, worker_),
        operator_(api_, *gate_, clients_, worker_) {}

  [[nodiscard]] const Api& api() const { return api_; }
  Login& login() { return login_; }
  Operator& operations() { return operator_; }

  // Events of the server's; main thread.
  void connected(RedisModuleCtx* context, const RedisModuleClientInfo& client);
  void refuse(RedisModuleCtx* context, uint64_t id) { clients_.refuse(context, id); }
  void disconnected(uint64_t id) { clients_.remove(id); }
  // Listeners are there, and no client was accepted yet. Nothing happens a second time.
  void begin_to_serve();
  bool is_first_loop() { return !std::exchange(loops_, true); }
  void look_at_listeners();
  void once_in_a_while(RedisModuleCtx* context);  // says what threads have to say

 private:
  void note(const std::string& text);

  const Api api_;
  bool serves_ = false;
  bool loops_ = false;
  const std::unique_ptr<Gate> gate_;
  Clients clients_;
  std::mutex notes_mutex_;
  std::string notes_;
  Worker worker_;
  Login login_;
  Operator operator_;
};

// nullptr before the load.
Module* loaded();

// OK or ERR, as the server's: opens the stacks, and is loaded from then on. What is wrong is told
// in the server's log.
int load(RedisModuleCtx* context, RedisModuleString** words, int count);

// Valid as long as the server keeps them.
Words to_words(const Api& api, RedisModuleString* const* from, int count);

}  // namespace warifu::redis
