// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <tl/expected.hpp>

#include "modules/stns/endpoint.h"
#include "modules/stns/secret_text.h"

namespace stns {

// A header of http_headers as one line. Refused: what is no name or value of a header (RFC 9110,
// 5.5), and names whose header belongs to the client: it would read another answer than the one
// that was meant. `authorized`: Authorization is taken by a token or user. Values are not repeated.
tl::expected<SecretText, Mistake> to_header_line(std::string_view name, std::string_view value,
                                                 bool authorized);

// "Authorization: token X".
tl::expected<SecretText, Mistake> to_token_line(std::string_view token);

// Whether HTTP can carry this as a value without harm: no control characters.
bool is_header_text(std::string_view text);

}  // namespace stns
