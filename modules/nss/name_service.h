// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "modules/directory/cached_lookup.h"
#include "modules/directory/user.h"

namespace nss {

using warifu::directory::Fetched;
using warifu::directory::User;

// Who knows users and groups. Called on the worker's thread, one call at a time for each worker;
// may take forever. Values are those of gid_list.h and user.h.
class NameService {
 public:
  virtual ~NameService() = default;

  virtual Fetched user(uint32_t uid) = 0;              // a User
  virtual Fetched group(const std::string& name) = 0;  // its gid
  virtual Fetched groups_of(const User& user) = 0;     // gids, its primary one among them
};

}  // namespace nss
