// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "modules/directory/source.h"
#include "modules/stns/inquiry.h"

namespace stns {

// Users and groups of the STNS server, from the shared cache wherever that will do. A user's gid is
// its group_id as the server numbers it.
class StnsSource final : public warifu::directory::Source {
 public:
  StnsSource(const warifu_call& call, const Settings& settings, HttpClient& client)
      : call_(call), settings_(settings), inquiry_(call, settings, client) {}

  warifu::directory::UserAnswer user(uint32_t uid) override;
  warifu::directory::GroupAnswer is_member(const warifu::directory::User& user,
                                           std::string_view group) override;

  // Of the last question that could not be asked: why, where that is known more exactly, and the
  // words for it.
  [[nodiscard]] std::optional<Reason> reason() const { return reason_; }
  [[nodiscard]] const std::string& trouble() const { return trouble_; }

 private:
  [[nodiscard]] bool is_fresh(const std::string& key) const;
  warifu::directory::Fetched fetch(uint32_t id, int64_t time_left);

  const warifu_call& call_;
  const Settings& settings_;
  Inquiry inquiry_;
  std::optional<Reason> reason_;
  std::string trouble_;
};

}  // namespace stns
