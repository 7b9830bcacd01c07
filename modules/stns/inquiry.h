// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "modules/directory/user.h"
#include "modules/stns/answer.h"
#include "modules/stns/http_client.h"
#include "modules/stns/settings.h"
#include "modules/stns/verdict.h"
#include "warifu/module.h"

namespace stns {

// Questions to the server itself, past any cache, for one call. Each may take `time_left`
// microseconds. Nobody and no group of the kind is NoBody with kNotFound. Throws std::bad_alloc.
class Inquiry {
 public:
  Inquiry(const warifu_call& call, const Settings& settings, HttpClient& client)
      : call_(call), settings_(settings), client_(client) {}

  // `id` is the server's number.
  tl::expected<warifu::directory::User, NoBody> user(uint32_t id, int64_t time_left);
  tl::expected<Group, NoBody> group(std::string_view name, int64_t time_left);

  // Whether the ids that the server last told to exist leave `id` out.
  [[nodiscard]] bool is_out_of_bounds(uint32_t id) const;

 private:
  void remember(const std::optional<IdBounds>& bounds, std::optional<uint32_t> existing);

  const warifu_call& call_;
  const Settings& settings_;
  HttpClient& client_;
};

}  // namespace stns
