// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "modules/directory/source.h"
#include "modules/nss/name_service.h"
#include "modules/nss/worker.h"

namespace nss {

// Users and groups by the name service, through the shared cache. A user is in a group where the
// group's gid is its primary one in passwd(5), or in the list that getgrouplist(3) gives for it.
//
// Keys of the cache: 'u' and the uid; 'g' and a group's name; 'l', the primary gid, a space and a
// user's name, so that who is renamed or moved does not keep its groups.
class NssSource final : public warifu::directory::Source {
 public:
  NssSource(const warifu_call& call, const warifu::directory::CachePolicy& policy, Worker& worker,
            std::shared_ptr<NameService> names);

  warifu::directory::UserAnswer user(uint32_t uid) override;
  warifu::directory::GroupAnswer is_member(const User& user, std::string_view group) override;

 private:
  warifu::directory::Answer ask(const std::string& key,
                                const std::function<Fetched(NameService&)>& question);

  warifu::directory::CachedLookup lookup_;
  Worker& worker_;
  const std::shared_ptr<NameService> names_;
};

}  // namespace nss
