// SPDX-License-Identifier: MIT
// owner_map: may this owner log in as this account? How it decides: decision.h.
#include <exception>
#include <iterator>

#include "modules/owner_map/opening.h"
#include "modules/owner_map/reason.h"
#include "warifu/module.h"

namespace owner_map {
namespace {

// It waits for nothing itself. Groups are asked of entries before it, which say so of themselves.
constexpr uint32_t kFlags = WARIFU_MODULE_THREAD_SAFE | WARIFU_MODULE_DECIDES_OWNER;
WARIFU_MODULE_NOTE(kFlags);

// In the order of enum Option.
constexpr warifu_option kOptions[] = {
    {"map", WARIFU_OPTION_PATH, WARIFU_OPTION_REQUIRED, nullptr,
     "which accounts belong to whom: warifu-owner-map(5)", nullptr, 0, 0},
};
static_assert(std::size(kOptions) == kOptionCount);

int open(const warifu_module_open* args, void** instance) {
  try {
    *instance = open_mapper(args).release();
    return *instance != nullptr ? 0 : -1;
  } catch (const std::exception& failure) {
    args->report(args, args->value_count, nullptr, 0, 0, failure.what(), "try again");
    return -1;
  }
}

int process_start(void* instance) {
  try {
    static_cast<Mapper*>(instance)->process_start();
    return 0;
  } catch (const std::exception&) {
    return -1;
  }
}

int verify(void* instance, const warifu_call* call) {
  try {
    return static_cast<const Mapper*>(instance)->verify(*call);
  } catch (const std::exception& failure) {
    call->host->explain(call, static_cast<uint32_t>(Reason::kInternal), failure.what());
    return WARIFU_ERROR;
  }
}

void close(void* instance) {
  delete static_cast<Mapper*>(instance);
}

}  // namespace
}  // namespace owner_map

WARIFU_MODULE_DEFINE = {
    .magic = WARIFU_MODULE_MAGIC,
    .abi_major = WARIFU_MODULE_ABI_MAJOR,
    .abi_minor = WARIFU_MODULE_ABI_MINOR,
    .size = sizeof(warifu_module),
    .flags = owner_map::kFlags,
    .name = "owner_map",
    .version = "1.0",
    .summary = "passes owners whom its map gives the account they ask for",
    .options = owner_map::kOptions,
    .option_count = std::size(owner_map::kOptions),
    .option_size = sizeof(warifu_option),
    .reasons = owner_map::kReasons,
    .reason_count = std::size(owner_map::kReasons),
    .reason_size = sizeof(warifu_reason),
    .open = owner_map::open,
    .process_start = owner_map::process_start,
    .verify = owner_map::verify,
    .close = owner_map::close,
};
