// SPDX-License-Identifier: MIT
// hmac_owner: owners whose signature a key of the keyring made. How it decides: verification.h.
#include <exception>
#include <iterator>

#include "modules/hmac_owner/opening.h"
#include "modules/hmac_owner/reason.h"
#include "warifu/module.h"

namespace hmac_owner {
namespace {

constexpr uint32_t kFlags =
    WARIFU_MODULE_THREAD_SAFE | WARIFU_MODULE_SETS_DOMAIN | WARIFU_MODULE_SIGNATURE;
WARIFU_MODULE_NOTE(kFlags);

// In the order of enum Option.
constexpr warifu_option kOptions[] = {
    {"keyring", WARIFU_OPTION_PATH, WARIFU_OPTION_REQUIRED, nullptr,
     "the keys to verify with: warifu-keyring(5)", nullptr, 0, 0},
    {"require", WARIFU_OPTION_CHOICE, 0, "\"claim\"",
     "what a connection must have: a signed claim (a proof will do too), or a proof", "claim|proof",
     0, 0},
    {"accept_local", WARIFU_OPTION_BOOL, 0, "false",
     "pass owners of this host, whom its kernel names without a signature; their domain is "
     "\"local\"",
     nullptr, 0, 0},
    {"replay_dir", WARIFU_OPTION_PATH, 0, nullptr,
     "where accepted claims are remembered; absent: /run/warifu/replay/SERVICE", nullptr, 0, 0},
    {"replay_capacity", WARIFU_OPTION_INTEGER, 0, "131072",
     "how many claims of one epoch (64 s) are remembered; one owner may fill a sixteenth", nullptr,
     256, 1048576},
};
static_assert(std::size(kOptions) == kOptionCount);

int open(const warifu_module_open* args, void** instance) {
  try {
    *instance = open_verifier(args).release();
    return *instance != nullptr ? 0 : -1;
  } catch (const std::exception& failure) {
    args->report(args, args->value_count, nullptr, 0, 0, failure.what(), "try again");
    return -1;
  }
}

int process_start(void* instance) {
  try {
    static_cast<Verifier*>(instance)->process_start();
    return 0;
  } catch (const std::exception&) {
    return -1;
  }
}

int verify(void* instance, const warifu_call* call) {
  try {
    return static_cast<Verifier*>(instance)->verify(*call);
  } catch (const std::exception& failure) {
    call->host->explain(call, static_cast<uint32_t>(Reason::kInternal), failure.what());
    return WARIFU_ERROR;
  }
}

void close(void* instance) {
  delete static_cast<Verifier*>(instance);
}

}  // namespace
}  // namespace hmac_owner

WARIFU_MODULE_DEFINE = {
    .magic = WARIFU_MODULE_MAGIC,
    .abi_major = WARIFU_MODULE_ABI_MAJOR,
    .abi_minor = WARIFU_MODULE_ABI_MINOR,
    .size = sizeof(warifu_module),
    .flags = hmac_owner::kFlags,
    .name = "hmac_owner",
    .version = "1.0",
    .summary = "passes owners whose signature a key of its keyring made",
    .options = hmac_owner::kOptions,
    .option_count = std::size(hmac_owner::kOptions),
    .option_size = sizeof(warifu_option),
    .reasons = hmac_owner::kReasons,
    .reason_count = std::size(hmac_owner::kReasons),
    .reason_size = sizeof(warifu_reason),
    .open = hmac_owner::open,
    .process_start = hmac_owner::process_start,
    .verify = hmac_owner::verify,
    .close = hmac_owner::close,
};
