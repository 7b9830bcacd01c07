// SPDX-License-Identifier: MIT
// Whether a user is in a group: one request for each group, whose members are then kept for all
// users. In this order:
//   1. the group's header in the cache tells how its members are parted (member_shards.h); whoever
//      finds none asks the server, and stores shards and header;
//   2. the one shard is looked at; where the cache dropped it, the group is asked for once more,
//      under a header of its own, so that many who miss it at once ask once;
//   3. where the members do not fit into the cache at all, the answer for this one user is kept.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "modules/directory/source.h"
#include "modules/stns/inquiry.h"
#include "modules/stns/member_shards.h"

namespace stns {

// One question of one call.
class Membership {
 public:
  Membership(const warifu_call& call, const Settings& settings, Inquiry& inquiry,
             const warifu::directory::User& user, std::string_view group)
      : call_(call), settings_(settings), inquiry_(inquiry), user_(user), group_(group) {}

  // Throws std::bad_alloc.
  warifu::directory::GroupAnswer ask();

  // Why the server could not be asked, where that is known more exactly.
  [[nodiscard]] std::optional<Reason> reason() const { return reason_; }

 private:
  using Answer = warifu::directory::Answer;
  using Fetched = warifu::directory::Fetched;

  // By what is stored under `key`; nothing: it does not tell.
  std::optional<warifu::directory::GroupAnswer> by_members(const std::string& key,
                                                           std::optional<GroupHeader>& header);
  warifu::directory::GroupAnswer by_user();
  [[nodiscard]] std::optional<bool> look_up(const GroupHeader& header) const;
  Fetched fetch_members(int64_t time_left);
  Fetched fetch_user(int64_t time_left);
  std::optional<Group> fetch(int64_t time_left, Fetched& failed);
  [[nodiscard]] GroupHeader store(const Group& group) const;
  [[nodiscard]] bool is_in(const Group& group) const;
  [[nodiscard]] bool is_primary(uint32_t group_id) const;

  const warifu_call& call_;
  const Settings& settings_;
  Inquiry& inquiry_;
  const warifu::directory::User& user_;
  const std::string_view group_;
  std::optional<bool> seen_;  // the answer, where this call fetched the group itself
  std::optional<Reason> reason_;
};

}  // namespace stns
