// SPDX-License-Identifier: MIT
#include "tests/unit/directory/entry.h"

#include <catch2/catch.hpp>
#include <utility>

namespace directory_test {
namespace {

using warifu::directory::GroupAnswer;
using warifu::directory::kOptions;
using warifu::directory::kReasons;
using warifu::directory::Requirements;
using warifu::directory::User;
using warifu::directory::UserAnswer;

void tell(const warifu_module_open* args, const char* kind, uint32_t option, const char* what,
          const char* remedy) {
  REQUIRE(option < kOptions.size());
  CHECK(std::string(remedy) != "");
  auto& told = *static_cast<std::vector<std::string>*>(args->context);
  told.push_back(std::string(kind) + " " + kOptions[option].name + ": " + what);
}

void report(const warifu_module_open* args, uint32_t option, const char*, uint32_t, uint32_t,
            const char* what, const char* remedy) {
  tell(args, "error", option, what, remedy);
}

void warn(const warifu_module_open* args, uint32_t option, const char*, uint32_t, uint32_t,
          const char* what, const char* remedy) {
  tell(args, "warning", option, what, remedy);
}

}  // namespace

UserAnswer FakeSource::user(uint32_t uid) {
  asked.push_back(uid);
  return answer;
}

GroupAnswer FakeSource::is_member(const User& user, std::string_view group) {
  CHECK(user.name == answer.user.name);
  CHECK(user.gid == answer.user.gid);
  groups_asked.emplace_back(group);
  const auto found = groups.find(group);
  if (found == groups.end()) return {WARIFU_NOT_MEMBER, ""};
  return {found->second, found->second == WARIFU_MEMBER_UNAVAILABLE ? "timed out" : ""};
}

Entry& Entry::with(Option option, const char* text) {
  value(option).is_set = 1;
  value(option).string = text;
  return *this;
}

Entry& Entry::with_names(Option option, std::vector<const char*> names) {
  auto& kept = names_[static_cast<size_t>(option)] = std::move(names);
  value(option).is_set = 1;
  value(option).strings = kept.data();
  value(option).string_count = kept.size();
  return *this;
}

Entry& Entry::with_span(Option option, int64_t microseconds) {
  value(option).is_set = 1;
  value(option).integer = microseconds;
  return *this;
}

Entry& Entry::same_as_account() {
  value(Option::kSameAsAccount).is_set = 1;
  value(Option::kSameAsAccount).boolean = 1;
  return *this;
}

const warifu_module_open& Entry::args() {
  args_ = {};
  args_.size = sizeof args_;
  args_.values = values_.data();
  args_.value_count = static_cast<uint32_t>(values_.size());
  args_.report = report;
  args_.warn = warn;
  args_.context = &told;
  return args_;
}

bool Entry::open(Requirements& requirements) {
  return requirements.read(args());
}

int Entry::verify(module_test::FakeCall& call, FakeSource& source) {
  Requirements requirements;
  REQUIRE(open(requirements));
  return requirements.verify(call, source, search);
}

int Entry::is_in_group(module_test::FakeCall& call, FakeSource& source, const char* group) {
  Requirements requirements;
  REQUIRE(open(requirements));
  return requirements.is_in_group(call, source, group);
}

std::string reason(const module_test::FakeCall& call) {
  return call.explained.empty() ? "" : kReasons.at(call.explained.back()).id;
}

int search(void*, const warifu_call*, const char*) {
  return WARIFU_MEMBER_UNKNOWN;
}

}  // namespace directory_test
