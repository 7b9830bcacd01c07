// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <tl/expected.hpp>

#include "modules/directory/cached_lookup.h"
#include "modules/stns/reason.h"
#include "modules/stns/response.h"

namespace stns {

// What came of a request that gave nothing to read.
struct NoBody {
  warifu::directory::Fetched fetched;  // not found, or why the server could not be asked
  std::optional<Reason> reason;        // where there is a more exact one than that
};

// A body that may be read: 200, and JSON. `any_type`: of cache-stnsd, which passes on what the
// server said without its Content-Type.
tl::expected<std::string, NoBody> take_body(Response&& response, bool any_type);

// The answer came, and what stands in it is wrong: could not ask, and the server is not away.
NoBody bad_answer(const std::string& wrong);

}  // namespace stns
