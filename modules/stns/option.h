// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "modules/directory/option.h"

namespace stns {

// Index into the module's options: those that ask any directory, then these. Names and defaults are
// libnss_stns's own.
enum Option : uint32_t {
  kApiEndpoint = static_cast<uint32_t>(warifu::directory::Option::kCount),
  kAuthToken,
  kAuthTokenFile,
  kUser,
  kPassword,
  kPasswordFile,
  kSslVerify,
  kTlsKey,
  kTlsCert,
  kTlsCa,
  kHttpHeaders,
  kHttpProxy,
  kRequestTimeout,
  kRequestRetry,
  kUidShift,
  kGidShift,
  kCachedEnable,
  kCachedUnixSocket,
  kOptionCount
};

}  // namespace stns
