// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "modules/directory/option.h"
#include "modules/directory/requirements.h"
#include "tests/unit/module/fake_host.h"

namespace directory_test {

// A directory for one test.
class FakeSource final : public warifu::directory::Source {
 public:
  warifu::directory::UserAnswer user(uint32_t uid) override;
  warifu::directory::GroupAnswer is_member(const warifu::directory::User& user,
                                           std::string_view group) override;

  warifu::directory::UserAnswer answer = {
      warifu::directory::Outcome::kFound, {"wp", 500}, false, ""};
  std::map<std::string, warifu_membership, std::less<>> groups;  // others: not a member
  std::vector<uint32_t> asked;
  std::vector<std::string> groups_asked;
};

// An entry of a stack, with options as the host gives them.
class Entry {
 public:
  using Option = warifu::directory::Option;

  Entry() = default;
  Entry(const Entry&) = delete;
  Entry& operator=(const Entry&) = delete;
  ~Entry() = default;

  Entry& with(Option option, const char* text);
  Entry& with_names(Option option, std::vector<const char*> names);
  Entry& with_span(Option option, int64_t microseconds);
  Entry& same_as_account();

  // False where a mistake was reported; what was told is in `told`.
  bool open(warifu::directory::Requirements& requirements);
  [[nodiscard]] const warifu_module_open& args();

  // Asks as the entry, which must open.
  int verify(module_test::FakeCall& call, FakeSource& source);
  int is_in_group(module_test::FakeCall& call, FakeSource& source, const char* group);

  std::vector<std::string> told;  // "error OPTION: WHAT", "warning OPTION: WHAT"

 private:
  warifu_value& value(Option option) { return values_[static_cast<size_t>(option)]; }

  std::vector<warifu_value> values_ =
      std::vector<warifu_value>(static_cast<size_t>(Option::kCount));
  std::vector<std::vector<const char*>> names_ =
      std::vector<std::vector<const char*>>(static_cast<size_t>(Option::kCount));
  warifu_module_open args_ = {};
};

// The id of the last reason given; "" for none.
std::string reason(const module_test::FakeCall& call);

// What a test's entry offers.
int search(void*, const warifu_call*, const char*);

}  // namespace directory_test
