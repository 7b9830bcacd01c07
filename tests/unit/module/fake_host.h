// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/unit/module/fake_cache.h"
#include "warifu/module.h"

namespace module_test {

// One call as a module sees it; what the module does with the host is kept here.
class FakeCall : public warifu_call {
 public:
  FakeCall();
  FakeCall(const FakeCall&) = delete;
  FakeCall& operator=(const FakeCall&) = delete;

  void set_owner(uint32_t uid);
  void set_owner(uint32_t uid, uint32_t gid);

  // What the host is to answer.
  int64_t time_left = 1'000'000;
  int64_t now = 0;
  int set_result = 0;          // of set_attribute, set_domain, offer_groups, distrust_gid
  FakeCache* cache = nullptr;  // nullptr: there is no cache

  // What the module said.
  std::vector<uint32_t> explained;
  std::string detail;
  std::vector<std::string> logged;
  std::map<std::string, std::string> attributes;
  std::string domain_set;
  bool gid_distrusted = false;
  warifu_group_lookup lookup = nullptr;
  void* lookup_data = nullptr;
  warifu_group_search search = nullptr;
  int64_t waited_for = -1;  // the timeout last given to cache_wait

  warifu_module_request asked = {};
  warifu_evidence seen = {};
  warifu_owner who = {};
};

}  // namespace module_test
