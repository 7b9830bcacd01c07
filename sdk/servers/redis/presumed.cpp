// SPDX-License-Identifier: MIT
#include "sdk/servers/redis/presumed.h"

#include <strings.h>

#include <charconv>

namespace warifu::redis {
namespace {

std::optional<uint32_t> to_id(std::string_view text) {
  uint32_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return id;
}

}  // namespace

std::optional<Presumed> Presumed::parse(const std::vector<std::string_view>& words) {
  if (words.size() < 3) return std::nullopt;
  Presumed made;
  made.account_ = words[1];
  const auto uid = to_id(words[2]);
  if (!uid) return std::nullopt;
  made.uid_ = *uid;
  size_t at = 3;
  if (at < words.size()) made.gid_ = to_id(words[at]);
  if (made.gid_) ++at;
  if (at == words.size()) return made;
  if (words.size() - at != 2 || strcasecmp(std::string(words[at]).c_str(), "domain") != 0) {
    return std::nullopt;
  }
  made.domain_ = words[at + 1];
  return made;
}

warifu_presumed_login Presumed::login() const {
  warifu_presumed_login login = WARIFU_PRESUMED_LOGIN_INIT;
  login.has_uid = 1;
  login.uid = uid_;
  login.has_gid = gid_ ? 1 : 0;
  login.gid = gid_.value_or(0);
  login.account = account_.c_str();
  login.domain = domain_.c_str();
  return login;
}

}  // namespace warifu::redis
