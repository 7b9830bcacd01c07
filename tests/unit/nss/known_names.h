// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "modules/nss/name_service.h"

namespace nss_test {

// A gate that is open until it is shut; who comes to it while it is shut hangs there.
class Gate {
 public:
  void shut();
  void open();
  void pass();
  void wait_until_somebody_hangs();

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool shut_ = false;
  int hanging_ = 0;
};

// A name service for one test. Users, groups and trouble are set while nobody asks.
class KnownNames final : public nss::NameService {
 public:
  explicit KnownNames(std::shared_ptr<Gate> with_gate = std::make_shared<Gate>());

  nss::Fetched user(uint32_t uid) override;
  nss::Fetched group(const std::string& name) override;
  nss::Fetched groups_of(const nss::User& user) override;

  std::map<uint32_t, nss::User> users;
  std::map<std::string, uint32_t> groups;
  std::map<std::string, std::vector<uint32_t>> lists;  // by user; others: the primary alone
  std::string trouble;                                 // not empty: nothing can be asked

  const std::shared_ptr<Gate> gate;
  std::atomic<int> asked = 0;
  std::atomic<bool> overlapped = false;  // two asked at once

 private:
  template <typename Map, typename Key, typename Encode>
  nss::Fetched answer(const Map& map, const Key& key, const Encode& encode);

  std::atomic<int> inside_ = 0;
};

// Until `is_true` is; fails the test where that does not come within a minute.
void wait_until(const std::function<bool()>& is_true);

}  // namespace nss_test
