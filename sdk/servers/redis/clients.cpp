// SPDX-License-Identifier: MIT
#include "sdk/servers/redis/clients.h"

#include <charconv>
#include <string_view>

#include "sdk/servers/redis/hang_up.h"

namespace warifu::redis {
namespace {

// Of a line of CLIENT LIST; -1 where it has none. Names come after it and cannot forge it.
int descriptor_in(std::string_view line) {
  constexpr std::string_view kField = " fd=";
  const size_t at = line.find(kField);
  int fd = -1;
  if (at == line.npos) return -1;
  const char* const begin = line.data() + at + kField.size();
  const auto [end, error] = std::from_chars(begin, line.data() + line.size(), fd);
  return error == std::errc() && end != begin ? fd : -1;
}

}  // namespace

int Clients::descriptor_of(RedisModuleCtx* context, uint64_t id) const {
  RedisModuleCallReply* const reply =
      api_.call(context, "CLIENT", "ccl", "LIST", "ID", static_cast<long long>(id));
  if (reply == nullptr) return -1;
  size_t length = 0;
  const char* const bytes = api_.reply_bytes(reply, &length);
  const int fd = bytes != nullptr ? descriptor_in({bytes, length}) : -1;
  api_.free_reply(reply);
  return fd;
}

const Owner& Clients::add(RedisModuleCtx* context, uint64_t id) {
  return owners_[id] = gate_.read_owner(descriptor_of(context, id));
}

void Clients::refuse(RedisModuleCtx* context, uint64_t id) const {
  // Redis 8 gives a client to a thread of its own (io-threads) right after it told of it, and dies
  // where that one is about to be closed; there it closes what it finds at its end.
  constexpr int kGivesToThreads = 0x080000;
  const int fd = descriptor_of(context, id);
  if (fd >= 0) hang_up(fd);
  if (fd < 0 || api_.server_version() < kGivesToThreads) api_.close_client(context, id);
}

const Owner& Clients::owner_of(RedisModuleCtx* context, uint64_t id) {
  const auto known = owners_.find(id);
  return known != owners_.end() ? known->second : add(context, id);
}

}  // namespace warifu::redis
