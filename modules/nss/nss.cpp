// SPDX-License-Identifier: MIT
// nss: owners by the system's name service. What is demanded: requirements.h; how the name service
// is asked: worker.h, system_names.h.
#include <exception>
#include <memory>

#include "modules/directory/option.h"
#include "modules/directory/reason.h"
#include "modules/nss/entry.h"
#include "modules/nss/system_names.h"
#include "warifu/module.h"

namespace nss {
namespace {

using warifu::directory::Reason;
using warifu::directory::Requirements;

constexpr uint32_t kFlags =
    WARIFU_MODULE_MAY_BLOCK | WARIFU_MODULE_THREAD_SAFE | WARIFU_MODULE_DECIDES_OWNER;
WARIFU_MODULE_NOTE(kFlags);

// The longest that one call may take; stacks have shorter deadlines.
constexpr int64_t kLease = int64_t{10} * 1'000'000;

void report(const warifu_module_open* args, const char* what) {
  args->report(args, args->value_count, nullptr, 0, 0, what, "try again");
}

int open(const warifu_module_open* args, void** instance) {
  try {
    Requirements requirements;
    if (!requirements.read(*args)) return -1;
    *instance = new Entry(requirements, warifu::directory::read_cache_policy(*args, kLease),
                          std::make_shared<SystemNames>());
    return 0;
  } catch (const std::exception& failure) {
    report(args, failure.what());
    return -1;
  }
}

int process_start(void* instance) {
  try {
    static_cast<Entry*>(instance)->process_start();
    return 0;
  } catch (const std::exception&) {
    return -1;
  }
}

int search(void* instance, const warifu_call* call, const char* group) {
  try {
    return static_cast<const Entry*>(instance)->is_in_group(*call, group);
  } catch (const std::exception&) {
    return WARIFU_MEMBER_UNAVAILABLE;
  }
}

int verify(void* instance, const warifu_call* call) {
  try {
    return static_cast<const Entry*>(instance)->verify(*call, search);
  } catch (const std::exception& failure) {
    call->host->explain(call, static_cast<uint32_t>(Reason::kInternal), failure.what());
    return WARIFU_ERROR;
  }
}

void close(void* instance) {
  delete static_cast<Entry*>(instance);
}

}  // namespace
}  // namespace nss

WARIFU_MODULE_DEFINE = {
    .magic = WARIFU_MODULE_MAGIC,
    .abi_major = WARIFU_MODULE_ABI_MAJOR,
    .abi_minor = WARIFU_MODULE_ABI_MINOR,
    .size = sizeof(warifu_module),
    .flags = nss::kFlags,
    .name = "nss",
    .version = "1.0",
    .summary = "names owners by the system's name service, and passes those it knows",
    .options = warifu::directory::kOptions.data(),
    .option_count = warifu::directory::kOptions.size(),
    .option_size = sizeof(warifu_option),
    .reasons = warifu::directory::kReasons.data(),
    .reason_count = warifu::directory::kReasons.size(),
    .reason_size = sizeof(warifu_reason),
    .open = nss::open,
    .process_start = nss::process_start,
    .verify = nss::verify,
    .close = nss::close,
};
