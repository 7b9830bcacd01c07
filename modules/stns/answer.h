// SPDX-License-Identifier: MIT
// What the server answers, read. Everything in it is from outside: an answer that is not exactly
// what was asked for, one record of it or none, is no answer.
//
// Source: the STNS v1 interface: GET users?id=N answers
//   [{"id":1,"name":"u","password":"","group_id":1,"directory":"","shell":"","gecos":"","keys":null}]
// and GET groups?name=S
//   [{"id":1,"name":"g","users":["u"]}]
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "modules/directory/user.h"

namespace stns {

struct Group {
  uint32_t id = 0;                   // as the server numbers groups
  std::vector<std::string> members;  // sorted, each once; what can be no user's name is left out
};

// The one user with this id, with its primary group as the server numbers it; nothing: the list is
// empty. Its name is not judged. The error says what is wrong, without any of the answer's text.
// Throws std::bad_alloc.
tl::expected<std::optional<warifu::directory::User>, std::string> read_user(std::string_view json,
                                                                            uint32_t id);

// The one group of this name, likewise.
tl::expected<std::optional<Group>, std::string> read_group(std::string_view json,
                                                           std::string_view name);

// Whether a Content-Type says that this is JSON, whatever its parameters (RFC 9110, 8.3.1).
bool is_json(std::string_view content_type);

}  // namespace stns
