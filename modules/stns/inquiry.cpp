// SPDX-License-Identifier: MIT
#include "modules/stns/inquiry.h"

#include "modules/directory/cache_key.h"
#include "modules/stns/id_shift.h"

namespace stns {
namespace {

using warifu::directory::CacheKey;
using warifu::directory::Outcome;

constexpr std::string_view kBoundsKey = "bounds";

NoBody not_found() {
  return {{Outcome::kNotFound, "", "", true}, std::nullopt};
}

}  // namespace

tl::expected<warifu::directory::User, NoBody> Inquiry::user(uint32_t id, int64_t time_left) {
  Response response = client_.get("users", "id", std::to_string(id), time_left);
  const auto bounds = response.user_ids;
  const auto body = take_body(std::move(response), !settings_.connection.unix_socket.empty());
  if (!body) {
    if (body.error().fetched.outcome == Outcome::kNotFound) remember(bounds, std::nullopt);
    return tl::unexpected(body.error());
  }
  auto user = read_user(*body, id);
  if (!user) return tl::unexpected(bad_answer(user.error()));
  remember(bounds, *user ? std::optional(id) : std::nullopt);
  if (!*user) return tl::unexpected(not_found());
  return std::move(**user);
}

tl::expected<Group, NoBody> Inquiry::group(std::string_view name, int64_t time_left) {
  const auto body = take_body(client_.get("groups", "name", name, time_left),
                              !settings_.connection.unix_socket.empty());
  if (!body) return tl::unexpected(body.error());
  auto group = read_group(*body, name);
  if (!group) return tl::unexpected(bad_answer(group.error()));
  if (!*group || !has_local_id((*group)->id, settings_.gid_shift)) {
    return tl::unexpected(not_found());
  }
  return std::move(**group);
}

// Bounds that leave out whom the server just named are wrong. They say that users do not exist, and
// are believed for no longer than that is of a single one.
void Inquiry::remember(const std::optional<IdBounds>& bounds, std::optional<uint32_t> existing) {
  if (!bounds || (existing && !bounds->contain(*existing))) return;
  const int64_t span = settings_.cache.negative;
  if (span > 0) CacheKey(call_, kBoundsKey).put(encode(*bounds), span, span);
}

bool Inquiry::is_out_of_bounds(uint32_t id) const {
  const auto held = CacheKey(call_, kBoundsKey).get();
  const auto bounds = held ? decode_id_bounds(held->bytes) : std::nullopt;
  return bounds && held->fresh_left > 0 && !bounds->contain(id);
}

}  // namespace stns
