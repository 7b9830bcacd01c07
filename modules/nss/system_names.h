// SPDX-License-Identifier: MIT
// The system's name service: what nsswitch.conf(5) names.
//
// Not found is what libc says so: a result of 0 without an entry, or ENOENT or ESRCH, which
// getpwuid_r(3) counts as not found (a service of nsswitch.conf that is not installed gives them).
// Everything else could not be asked. EINTR is tried again; ERANGE with more room, up to 1 MiB for
// a user, and 16 MiB for a group, which has all its members' names.
//
// getgrouplist(3) does not tell a service that is away from one that knows no groups. What it left
// in errno does, as far as the service sets it: a list that was made while one reported an error of
// input, network or resources counts as could not be asked. Where none was reported, groups may be
// missing: owners are then refused, never passed.
#pragma once

#include "modules/nss/libc_calls.h"
#include "modules/nss/name_service.h"

namespace nss {

constexpr size_t kMostUserBytes = size_t{1} << 20;
constexpr size_t kMostGroupBytes = size_t{1} << 24;
constexpr int kMostGroupsOfUser = 65536;  // NGROUPS_MAX of Linux

class SystemNames final : public NameService {
 public:
  explicit SystemNames(const LibcCalls& calls = {}) : calls_(calls) {}

  Fetched user(uint32_t uid) override;
  Fetched group(const std::string& name) override;
  Fetched groups_of(const User& user) override;

 private:
  const LibcCalls calls_;
};

}  // namespace nss
