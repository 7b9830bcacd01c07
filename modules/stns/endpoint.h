// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <tl/expected.hpp>

namespace stns {

// What is wrong with what an operator wrote, and what to do about it.
struct Mistake {
  std::string what, remedy;
};

// Where the server is.
struct Endpoint {
  std::string base;  // without a slash at the end
  bool is_encrypted = false;
  bool is_this_host = false;  // no network between
};

// api_endpoint: http or https, with neither credentials, nor a query, nor a fragment.
tl::expected<Endpoint, Mistake> parse_endpoint(const std::string& url);

// http_proxy: nothing, or what is wrong with it. Its password is not repeated.
tl::expected<void, Mistake> check_proxy(const std::string& url);

}  // namespace stns
