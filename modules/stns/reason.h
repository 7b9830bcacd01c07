// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "modules/directory/reason.h"

namespace stns {

// Index into the module's reasons: those of any directory, then these, which say more exactly why
// the server could not be asked.
enum class Reason : uint32_t {
  kRefused = static_cast<uint32_t>(warifu::directory::Reason::kCount),
  kServerNotVerified,
  kServerError,
  kBadAnswer,
  kCount
};

inline constexpr warifu_reason kReasons[] = {
    {"refused", "the STNS server refuses to be asked by this host",
     "see the detail; compare auth_token or user and password with the server's configuration, and "
     "see whether it allows this host's address"},
    {"server-not-verified", "whoever answered could not show that it is the STNS server",
     "see the detail; name the server's authority in tls.ca, and see that the certificate is valid "
     "for the host of api_endpoint"},
    {"server-error", "the STNS server was reached, and could not answer",
     "see the detail and the server's own log; where the status is 400 or a redirect, or the type "
     "is "
     "not JSON, correct api_endpoint"},
    {"bad-answer", "the STNS server's answer is not one to this question",
     "see the detail and the user or group in the server; after that, suspect what is between"},
};

}  // namespace stns
