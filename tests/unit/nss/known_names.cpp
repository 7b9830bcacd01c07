// SPDX-License-Identifier: MIT
#include "tests/unit/nss/known_names.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <thread>

#include "modules/nss/gid_list.h"

namespace nss_test {

using nss::Fetched;
using nss::User;
using warifu::directory::Outcome;

void Gate::shut() {
  const std::lock_guard lock(mutex_);
  shut_ = true;
}

void Gate::open() {
  const std::lock_guard lock(mutex_);
  shut_ = false;
  changed_.notify_all();
}

void Gate::pass() {
  std::unique_lock lock(mutex_);
  ++hanging_;
  changed_.notify_all();
  changed_.wait(lock, [this] { return !shut_; });
  --hanging_;
}

void Gate::wait_until_somebody_hangs() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return hanging_ > 0; });
}

KnownNames::KnownNames(std::shared_ptr<Gate> with_gate) : gate(std::move(with_gate)) {
  users[10042] = {"wp", 500};
  groups = {{"wp", 500}, {"deploy", 600}, {"web", 700}};
  lists["wp"] = {500, 600};
}

template <typename Map, typename Key, typename Encode>
Fetched KnownNames::answer(const Map& map, const Key& key, const Encode& encode) {
  if (inside_++ > 0) overlapped = true;
  gate->pass();
  ++asked;
  --inside_;
  if (!trouble.empty()) return {Outcome::kUnavailable, "", trouble, true};
  const auto at = map.find(key);
  if (at == map.end()) return {Outcome::kNotFound, "", "", true};
  return {Outcome::kFound, encode(at->second), "", true};
}

Fetched KnownNames::user(uint32_t uid) {
  return answer(users, uid, [](const User& user) { return encode(user); });
}

Fetched KnownNames::group(const std::string& name) {
  return answer(groups, name, [](uint32_t gid) { return nss::encode_gids({&gid, 1}); });
}

Fetched KnownNames::groups_of(const User& user) {
  std::map<std::string, std::vector<uint32_t>> all = lists;
  all.try_emplace(user.name, std::vector<uint32_t>{user.gid});
  return answer(all, user.name,
                [](const std::vector<uint32_t>& gids) { return nss::encode_gids(gids); });
}

void wait_until(const std::function<bool()>& is_true) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  while (!is_true()) {
    REQUIRE(std::chrono::steady_clock::now() < end);
    std::this_thread::yield();
  }
}

}  // namespace nss_test
