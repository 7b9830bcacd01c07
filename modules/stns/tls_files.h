// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "modules/stns/endpoint.h"

namespace stns {

// Whether these are what TLS needs, so that it is told when the stack is loaded and not at a login.
// Each: nothing, or what is wrong; no byte of a file is repeated.
std::optional<Mistake> check_certificate(std::string_view pem);
std::optional<Mistake> check_authorities(std::string_view pem);
// A key under a passphrase is refused: nobody is there to type it.
std::optional<Mistake> check_key(std::string_view pem, std::string_view certificate_pem);

}  // namespace stns
