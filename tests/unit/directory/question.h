// SPDX-License-Identifier: MIT
#pragma once

#include <catch2/catch.hpp>
#include <cstdint>
#include <functional>
#include <string>

#include "modules/directory/cached_lookup.h"
#include "tests/unit/module/fake_host.h"

namespace directory_test {

using warifu::directory::Answer;
using warifu::directory::CachedLookup;
using warifu::directory::CachePolicy;
using warifu::directory::Fetched;
using warifu::directory::Outcome;

constexpr int64_t kSecond = 1'000'000;
inline const std::string kKey = "uid 10042";

// A server with one cache and one directory, whose answer the test sets.
class Question {
 public:
  Question();
  Question(const Question&) = delete;
  Question& operator=(const Question&) = delete;
  ~Question() = default;

  Answer ask(const std::string& key = kKey);
  Answer ask_cached_only(const std::string& key = kKey);
  // As the other process that is waited for, or that asks meanwhile.
  Answer ask_as_another(const std::string& key = kKey);

  void pass(int64_t span) { cache.now += span; }
  void answers(const std::string& value) { result = {Outcome::kFound, value, "", true}; }
  void knows_nobody() { result = {Outcome::kNotFound, "", "", true}; }
  void is_down() { result = {Outcome::kUnavailable, "", "connection refused", true}; }

  module_test::FakeCache cache;
  module_test::FakeCall call;
  CachePolicy policy = {600 * kSecond, 10 * kSecond, 3600 * kSecond, 5 * kSecond, 60 * kSecond, 3};
  Fetched result;
  std::function<void()> while_fetching;  // may be empty
  int fetches = 0;
  int64_t time_given = -1;  // to the last fetch

 private:
  Answer ask_through(module_test::FakeCall& through, const std::string& key);
};

}  // namespace directory_test
