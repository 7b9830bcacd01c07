// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "modules/stns/id_bounds.h"

namespace stns {

// Longest answers that are read. A group of 300,000 members has some 10 MB.
constexpr size_t kMostBodyBytes = size_t{32} << 20;
constexpr size_t kMostHeaderBytes = size_t{64} << 10;

// What one request came to.
struct Response {
  enum class End {
    kAnswered,   // status and all below hold
    kTransport,  // nothing was answered, and asking again may help
    kUntrusted,  // whoever answered could not show that it is the server
    kUnusable    // the answer is too long, or there is no memory for it
  };
  End end = End::kTransport;
  std::string trouble;  // unless answered: why, in a few words
  long status = 0;
  std::string content_type;
  std::optional<IdBounds> user_ids;  // of the users that exist
  std::string body;
};

}  // namespace stns
