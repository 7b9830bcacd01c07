// SPDX-License-Identifier: MIT
#include "modules/directory/name.h"
#include "modules/directory/option.h"
#include "modules/directory/requirements.h"

namespace warifu::directory {
namespace {

constexpr uint32_t kFailuresInARow = 3;

const warifu_value& value_of(const warifu_module_open& args, Option option) {
  return args.values[static_cast<uint32_t>(option)];
}

}  // namespace

bool Requirements::read_names(const warifu_module_open& args, uint32_t option, Names& names) const {
  const warifu_value& value = args.values[option];
  names = {value.is_set != 0, {value.strings, value.string_count}};
  if (names.is_set && names.names.empty()) {
    args.warn(&args, option, nullptr, 0, 0, "nobody is listed, so this entry passes nobody",
              "name who may pass, or leave the option out");
  }
  bool good = true;
  for (const char* const each : names.names) {
    const char* const fault = name_fault(each);
    if (fault == nullptr) continue;
    const std::string what = "\"" + std::string(each) + "\" cannot be a name: " + fault;
    args.report(&args, option, nullptr, 0, 0, what.c_str(),
                "write the name as the directory has it, not a number");
    good = false;
  }
  return good;
}

bool Requirements::read(const warifu_module_open& args) {
  const auto users = static_cast<uint32_t>(Option::kRequireUser);
  const auto groups = static_cast<uint32_t>(Option::kRequireGroups);
  bool good = read_names(args, users, users_);
  good = read_names(args, groups, groups_) && good;
  domain_ = value_of(args, Option::kDomain).string;
  same_as_account_ = value_of(args, Option::kSameAsAccount).boolean != 0;
  if (domain_ != nullptr && *domain_ == '\0') {
    args.report(&args, static_cast<uint32_t>(Option::kDomain), nullptr, 0, 0, "domain is empty",
                "name the uid space, or leave domain out to accept any");
    good = false;
  }
  return good;
}

CachePolicy read_cache_policy(const warifu_module_open& args, int64_t lease) {
  return {.fresh = value_of(args, Option::kCacheTtl).integer,
          .negative = value_of(args, Option::kNegativeCacheTtl).integer,
          .stale_if_error = value_of(args, Option::kStaleIfError).integer,
          .lease = lease,
          .locktime = value_of(args, Option::kRequestLocktime).integer,
          .failures = kFailuresInARow};
}

}  // namespace warifu::directory
