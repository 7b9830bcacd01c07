// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <unordered_map>

#include "sdk/servers/redis/gate.h"
#include "sdk/servers/redis/redis_api.h"

namespace warifu::redis {

// Who owns each connected client, by the server's number for it, which is never used again. The
// kernel tells an owner once, so it is read when the client connects and kept until it is gone.
// The server's main thread only.
class Clients {
 public:
  Clients(const Api& api, const Gate& gate) : api_(api), gate_(gate) {}

  // Reads and keeps it.
  const Owner& add(RedisModuleCtx* context, uint64_t id);
  void remove(uint64_t id) { owners_.erase(id); }

  // Nothing of it is run. Called from the event that tells of the client.
  void refuse(RedisModuleCtx* context, uint64_t id) const;

  // A client that connected before the module was loaded is looked at now: what the kernel does
  // not tell any more is no owner.
  const Owner& owner_of(RedisModuleCtx* context, uint64_t id);

  [[nodiscard]] size_t size() const { return owners_.size(); }

 private:
  [[nodiscard]] int descriptor_of(RedisModuleCtx* context, uint64_t id) const;

  const Api& api_;
  const Gate& gate_;
  std::unordered_map<uint64_t, Owner> owners_;
};

}  // namespace warifu::redis
