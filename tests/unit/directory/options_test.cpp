// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "tests/unit/directory/entry.h"

using namespace directory_test;
using warifu::directory::Requirements;
using Option = warifu::directory::Option;

TEST_CASE("names that cannot be a user's or a group's are reported, all at once") {
  Entry entry;
  Requirements requirements;
  CHECK_FALSE(entry.with_names(Option::kRequireUser, {"wp", "10042", "-x"})
                  .with_names(Option::kRequireGroups, {"+deploy"})
                  .with(Option::kDomain, "")
                  .open(requirements));
  CHECK(entry.told == std::vector<std::string>{
                          "error require_user: \"10042\" cannot be a name: it is a number",
                          "error require_user: \"-x\" cannot be a name: it begins with '+' or '-'",
                          "error require_groups: \"+deploy\" cannot be a name: it begins with '+' "
                          "or '-'",
                          "error domain: domain is empty"});
}

TEST_CASE("an entry that requires nothing opens without a word") {
  Entry entry;
  Requirements requirements;
  CHECK(entry.open(requirements));
  CHECK(entry.told.empty());
}

TEST_CASE("the spans of the cache are those of the options") {
  Entry entry;
  entry.with_span(Option::kCacheTtl, 1)
      .with_span(Option::kNegativeCacheTtl, 2)
      .with_span(Option::kStaleIfError, 3)
      .with_span(Option::kRequestLocktime, 4);
  const auto policy = warifu::directory::read_cache_policy(entry.args(), 5);
  CHECK(policy.fresh == 1);
  CHECK(policy.negative == 2);
  CHECK(policy.stale_if_error == 3);
  CHECK(policy.locktime == 4);
  CHECK(policy.lease == 5);
  CHECK(policy.failures == 3);
}

TEST_CASE("a module's own options and reasons come after the shared ones") {
  constexpr auto kOptions = warifu::directory::and_options(
      {warifu_option{"own", WARIFU_OPTION_BOOL, 0, nullptr, "x", nullptr, 0, 0}});
  static_assert(kOptions.size() == static_cast<size_t>(Option::kCount) + 1);
  CHECK(kOptions.back().name == std::string("own"));
  CHECK(kOptions.front().name == std::string("domain"));
  constexpr auto kReasons =
      warifu::directory::and_reasons({warifu_reason{"own", "a meaning", "a remedy"}});
  CHECK(kReasons.back().id == std::string("own"));
  CHECK(kReasons.front().id == std::string("stale"));
}
