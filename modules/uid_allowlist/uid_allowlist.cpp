// SPDX-License-Identifier: MIT
// uid_allowlist: owners by number.
#include <cstdio>
#include <iterator>
#include <new>

#include "modules/uid_allowlist/rule.h"
#include "warifu/module.h"

namespace uid_allowlist {
namespace {

constexpr uint32_t kFlags = WARIFU_MODULE_THREAD_SAFE | WARIFU_MODULE_DECIDES_OWNER;
WARIFU_MODULE_NOTE(kFlags);

enum Option : uint32_t { kUids, kGids, kDenyUids, kDenyGids, kDomain };

constexpr warifu_option id_list(const char* name, const char* help) {
  return {name, WARIFU_OPTION_ID_LIST, 0, nullptr, help, nullptr, 0, 0};
}

constexpr warifu_option kOptions[] = {
    id_list("uids", "who passes, by uid: integers and strings such as \"1000-1999\""),
    id_list("gids", "who passes, by gid, beside those in uids"),
    id_list("deny_uids", "who fails, by uid, before anything else is looked at"),
    id_list("deny_gids", "who fails, by gid; an owner whose gid is not known is then unknown"),
    {"domain", WARIFU_OPTION_STRING, 0, nullptr,
     "the uid space this entry is about; owners of another are unknown", nullptr, 0, 0},
};

// In the order of enum Reason.
constexpr warifu_reason kReasons[] = {
    {"not-listed", "the owner is in none of the lists that pass",
     "if the owner should pass, add its uid to uids, or its gid to gids"},
    {"denied", "the owner is in deny_uids or deny_gids",
     "if the owner should pass, take it out of that list"},
    {"no-owner", "nothing told who owns the connection",
     "see the outcome beside this reason: is the client's host stamping, and is this source "
     "asked?"},
    {"no-gid", "a list of gids must be looked at, and the owner's source tells no gid",
     "use a source or key that vouches for gids, or list uids alone"},
    {"other-domain", "the owner belongs to another uid space than this entry's domain",
     "add an entry for that domain, or correct the domain of the key that signed"},
};
static_assert(sizeof kReasons / sizeof kReasons[0] == kNone);

IdList to_list(const warifu_value& value) {
  return {value.is_set != 0, value.ranges, value.range_count};
}

// A rule that says nothing is a mistake, not consent.
bool check(const Rule& rule, const warifu_module_open* args) {
  const bool allows = rule.uids.is_set || rule.gids.is_set;
  const size_t listed =
      rule.uids.count + rule.gids.count + rule.deny_uids.count + rule.deny_gids.count;
  const uint32_t no_option = args->value_count;
  if (!allows && listed == 0) {
    args->report(args, no_option, nullptr, 0, 0, "uid_allowlist lists nobody",
                 "give at least one of uids, gids, deny_uids, deny_gids");
    return false;
  }
  if (rule.domain && rule.domain[0] == '\0') {
    args->report(args, kDomain, nullptr, 0, 0, "domain is empty",
                 "name the uid space, or leave domain out to accept any");
    return false;
  }
  if (allows && rule.uids.count + rule.gids.count == 0) {
    args->warn(args, rule.uids.is_set ? kUids : kGids, nullptr, 0, 0,
               "nobody is listed, so this entry passes nobody", "add who may pass");
  }
  return true;
}

int open(const warifu_module_open* args, void** instance) {
  const warifu_value* const values = args->values;
  const Rule rule = {to_list(values[kUids]), to_list(values[kGids]), to_list(values[kDenyUids]),
                     to_list(values[kDenyGids]), values[kDomain].string};
  if (!check(rule, args)) return -1;
  *instance = new (std::nothrow) Rule(rule);
  if (*instance) return 0;
  args->report(args, args->value_count, nullptr, 0, 0, "out of memory", "try again");
  return -1;
}

void close(void* instance) {
  delete static_cast<Rule*>(instance);
}

void explain(const warifu_call* call, Reason reason) {
  const warifu_owner& owner = *call->owner;
  char detail[96] = "";
  if (reason == kNotListed || reason == kDenied) {
    const int length = std::snprintf(detail, sizeof detail, "uid %u", owner.uid);
    if (owner.has_gid) {
      std::snprintf(detail + length, sizeof detail - static_cast<size_t>(length), ", gid %u",
                    owner.gid);
    }
  }
  call->host->explain(call, reason, detail[0] ? detail : nullptr);
}

int verify(void* instance, const warifu_call* call) {
  const Answer answer = decide(*static_cast<const Rule*>(instance), *call->owner);
  if (answer.reason != kNone) explain(call, answer.reason);
  return answer.code;
}

}  // namespace
}  // namespace uid_allowlist

WARIFU_MODULE_DEFINE = {
    .magic = WARIFU_MODULE_MAGIC,
    .abi_major = WARIFU_MODULE_ABI_MAJOR,
    .abi_minor = WARIFU_MODULE_ABI_MINOR,
    .size = sizeof(warifu_module),
    .flags = uid_allowlist::kFlags,
    .name = "uid_allowlist",
    .version = "1.0",
    .summary = "passes owners whose uid or gid is listed",
    .options = uid_allowlist::kOptions,
    .option_count = std::size(uid_allowlist::kOptions),
    .option_size = sizeof(warifu_option),
    .reasons = uid_allowlist::kReasons,
    .reason_count = std::size(uid_allowlist::kReasons),
    .reason_size = sizeof(warifu_reason),
    .open = uid_allowlist::open,
    .process_start = nullptr,
    .verify = uid_allowlist::verify,
    .close = uid_allowlist::close,
};
