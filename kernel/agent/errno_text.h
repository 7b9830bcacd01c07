// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <system_error>

namespace warifu::agent {

// "WHAT: TEXT" for an errno value (a negative one, as libbpf returns it, is turned round).
inline std::string with_errno(std::string what, int error) {
  return std::move(what) + ": " +
         std::error_code(error < 0 ? -error : error, std::generic_category()).message();
}

}  // namespace warifu::agent
