// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/diagnostic/result.h"
#include "core/owner/evidence.h"

namespace warifu::cli {

// What `warifu test` presumes of a connection.
struct TestRequest {
  std::string service;
  std::optional<uint32_t> uid;
  std::optional<uint32_t> gid;
  bool no_owner = false;
  std::string source = "saved-syn";
  std::string domain;
  std::string syn;    // hex; instead of uid
  std::string proof;  // hex; beside syn or, as under SYN cookies, without it
  std::optional<uint32_t> server_isn;
  std::string account;
  std::string resource;
  std::optional<int64_t> at;  // unix seconds
  bool enforce = false;
};

// The evidence that a server would have had. An error where the request contradicts itself
// or the hex is none.
Result<Evidence> presumed_evidence(const TestRequest& request, const OwnerConfig& config,
                                   int64_t now_ns);

}  // namespace warifu::cli
