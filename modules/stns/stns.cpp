// SPDX-License-Identifier: MIT
// stns: owners by the name and groups that an STNS server has for their uid.
#include <curl/curl.h>

#include <exception>
#include <iterator>

#include "modules/stns/opening.h"
#include "modules/stns/option.h"
#include "modules/stns/reason.h"
#include "warifu/module.h"

namespace stns {
namespace {

constexpr uint32_t kFlags =
    WARIFU_MODULE_MAY_BLOCK | WARIFU_MODULE_THREAD_SAFE | WARIFU_MODULE_DECIDES_OWNER;
WARIFU_MODULE_NOTE(kFlags);

constexpr int64_t kHighestShift = 4294967295;
constexpr int64_t kMillisecond = 1000, kHour = int64_t{3600} * 1'000'000;

// In the order of enum Option.
constexpr warifu_option kOwnOptions[] = {
    {"api_endpoint", WARIFU_OPTION_STRING, 0, "\"http://localhost:1104/v1\"",
     "the URL of the STNS server, with the version", nullptr, 0, 0},
    {"auth_token", WARIFU_OPTION_STRING, WARIFU_OPTION_SECRET, nullptr,
     "the server's token; auth_token_file is the better place for it", nullptr, 0, 0},
    {"auth_token_file", WARIFU_OPTION_PATH, 0, nullptr, "a file with the server's token alone",
     nullptr, 0, 0},
    {"user", WARIFU_OPTION_STRING, 0, nullptr, "for HTTP's basic authentication", nullptr, 0, 0},
    {"password", WARIFU_OPTION_STRING, WARIFU_OPTION_SECRET, nullptr,
     "the user's password; password_file is the better place for it", nullptr, 0, 0},
    {"password_file", WARIFU_OPTION_PATH, 0, nullptr, "a file with the user's password alone",
     nullptr, 0, 0},
    {"ssl_verify", WARIFU_OPTION_BOOL, 0, "true",
     "whether the server must show a certificate of its own; false only for trying out", nullptr, 0,
     0},
    {"tls.key", WARIFU_OPTION_PATH, 0, nullptr, "the key to tls.cert, in PEM, no passphrase",
     nullptr, 0, 0},
    {"tls.cert", WARIFU_OPTION_PATH, 0, nullptr, "the certificate that is shown to the server",
     nullptr, 0, 0},
    {"tls.ca", WARIFU_OPTION_PATH, 0, nullptr,
     "the authorities that the server's certificate may be of; absent: the system's", nullptr, 0,
     0},
    {"http_headers", WARIFU_OPTION_STRING_MAP, WARIFU_OPTION_SECRET, nullptr,
     "headers to send besides, by name", nullptr, 0, 0},
    {"http_proxy", WARIFU_OPTION_STRING, WARIFU_OPTION_SECRET, nullptr,
     "the URL of a proxy; the environment's is never used", nullptr, 0, 0},
    {"request_timeout", WARIFU_OPTION_DURATION, 0, "\"10s\"",
     "the longest that one request may take, where the stack's deadline leaves as much", nullptr,
     kMillisecond, kHour},
    {"request_retry", WARIFU_OPTION_INTEGER, 0, "3",
     "how often a request is sent again that got no answer at all", nullptr, 0, 100},
    {"uid_shift", WARIFU_OPTION_INTEGER, 0, "0",
     "what a uid here is above the server's id of the same user", nullptr, -kHighestShift,
     kHighestShift},
    {"gid_shift", WARIFU_OPTION_INTEGER, 0, "0",
     "what a gid here is above the server's id of the same group", nullptr, -kHighestShift,
     kHighestShift},
    {"cached.enable", WARIFU_OPTION_BOOL, 0, "false",
     "ask cache-stnsd on this host instead of the server", nullptr, 0, 0},
    {"cached.unix_socket", WARIFU_OPTION_PATH, 0, "\"/var/run/cache-stnsd.sock\"",
     "where cache-stnsd listens", nullptr, 0, 0},
};
constexpr auto kAllOptions = warifu::directory::and_options(kOwnOptions);
static_assert(kAllOptions.size() == kOptionCount);

constexpr auto kAllReasons = warifu::directory::and_reasons(kReasons);
static_assert(kAllReasons.size() == static_cast<size_t>(Reason::kCount));

int open(const warifu_module_open* args, void** instance) {
  try {
    // Threads and connections it starts none; what it makes is better made before a fork.
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
      args->report(args, args->value_count, nullptr, 0, 0, "libcurl does not start", "try again");
      return -1;
    }
    *instance = open_verifier(args).release();
    return *instance != nullptr ? 0 : -1;
  } catch (const std::exception& failure) {
    args->report(args, args->value_count, nullptr, 0, 0, failure.what(), "try again");
    return -1;
  }
}

int process_start(void* instance) {
  static_cast<Verifier*>(instance)->process_start();
  return 0;
}

int search(void* instance, const warifu_call* call, const char* group) {
  try {
    return static_cast<Verifier*>(instance)->is_in_group(*call, group);
  } catch (const std::exception&) {
    return WARIFU_MEMBER_UNAVAILABLE;
  }
}

int verify(void* instance, const warifu_call* call) {
  try {
    return static_cast<Verifier*>(instance)->verify(*call, search);
  } catch (const std::exception& failure) {
    call->host->explain(call, static_cast<uint32_t>(warifu::directory::Reason::kInternal),
                        failure.what());
    return WARIFU_ERROR;
  }
}

void close(void* instance) {
  delete static_cast<Verifier*>(instance);
}

}  // namespace
}  // namespace stns

WARIFU_MODULE_DEFINE = {
    .magic = WARIFU_MODULE_MAGIC,
    .abi_major = WARIFU_MODULE_ABI_MAJOR,
    .abi_minor = WARIFU_MODULE_ABI_MINOR,
    .size = sizeof(warifu_module),
    .flags = stns::kFlags,
    .name = "stns",
    .version = "1.0",
    .summary = "passes owners whom an STNS server knows, and tells their names and groups",
    .options = stns::kAllOptions.data(),
    .option_count = stns::kAllOptions.size(),
    .option_size = sizeof(warifu_option),
    .reasons = stns::kAllReasons.data(),
    .reason_count = stns::kAllReasons.size(),
    .reason_size = sizeof(warifu_reason),
    .open = stns::open,
    .process_start = stns::process_start,
    .verify = stns::verify,
    .close = stns::close,
};
