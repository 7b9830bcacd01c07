// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

#include "modules/stns/handle_pool.h"
#include "modules/stns/response.h"

namespace stns {

// Asks the server. get() on any number of threads at once; between a fork and the first get() of
// the new process, process_start().
class HttpClient {
 public:
  // Connects to nothing. `connection` must outlive it.
  explicit HttpClient(const Connection& connection)
      : connection_(connection), handles_(connection) {}

  void process_start();

  // Once for each verify. A process whose first verify is its last, as those of servers are that
  // have a process for each connection, keeps no connection open that nobody uses again.
  void begin_verify() { verifies_.fetch_add(1, std::memory_order_relaxed); }

  // GET of what is at the endpoint below "/RESOURCE?KEY=VALUE"; the value is escaped. Ends within
  // `time_left` microseconds: that includes asking again. Throws std::bad_alloc.
  Response get(const char* resource, const char* key, std::string_view value, int64_t time_left);

 private:
  [[nodiscard]] std::string url(const char* resource, const char* key,
                                std::string_view value) const;

  const Connection& connection_;
  HandlePool handles_;
  std::atomic<uint64_t> verifies_ = 0;
};

}  // namespace stns
