// SPDX-License-Identifier: MIT
#include "modules/directory/cached_lookup.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "modules/directory/breaker.h"
#include "modules/directory/cache_key.h"
#include "modules/directory/cached_value.h"

namespace warifu::directory {
namespace {

static_assert(kMostValueBytes + 8 == WARIFU_CACHE_VALUE_BYTES);

constexpr const char* kNoTime = "there was no time left to ask";
constexpr const char* kSomebodyAsks =
    "somebody else was asking, and there was no time left to wait";
constexpr const char* kLeftAlone = "it failed several times in a row and is left alone for a while";

// What the cache has to say about the question.
struct Known {
  bool found = false;
  bool fresh = false;
  bool near_its_end = false;  // in the last fifth of its freshness, or past it
  std::string value;
};

// One question of one call.
class Question {
 public:
  Question(const warifu_call& call, const CachePolicy& policy, std::string_view key,
           const CachedLookup::Fetch& fetch)
      : call_(call), policy_(policy), key_(call, key), breaker_(call, policy), fetch_(fetch) {}

  Answer answer();

 private:
  [[nodiscard]] int64_t time_left() const { return call_.host->time_left(&call_); }
  [[nodiscard]] bool cached_only() const {
    return (call_.request->flags & WARIFU_CACHED_ONLY) != 0;
  }
  [[nodiscard]] std::optional<Known> known() const;
  [[nodiscard]] Answer fallback(std::string trouble) const;
  [[nodiscard]] Answer from_cache_only() const;
  [[nodiscard]] int64_t share(int64_t left, bool has_fallback) const;
  std::optional<Answer> one_round(bool& waited);
  Answer ask_directory(Lease& lease, int64_t span);
  void keep(Lease& lease, const Fetched& fetched);

  const warifu_call& call_;
  const CachePolicy& policy_;
  const CacheKey key_;
  Breaker breaker_;
  const CachedLookup::Fetch& fetch_;
};

Answer of(Known known, bool stale, std::string trouble) {
  if (!known.found) return {Outcome::kNotFound, "", false, ""};
  return {Outcome::kFound, std::move(known.value), stale, std::move(trouble)};
}

// What may still be given: fresh, or found and stale for no longer than the policy allows.
std::optional<Known> Question::known() const {
  const auto held = key_.get();
  const auto decoded = held ? decode(held->bytes) : std::nullopt;
  if (!decoded) return std::nullopt;
  const bool fresh = held->fresh_left > 0;
  if (!fresh && !(decoded->found && held->fresh_left > -policy_.stale_if_error)) {
    return std::nullopt;
  }
  const bool near_its_end = held->fresh_left <= held->age / 4;
  return Known{decoded->found, fresh, near_its_end, std::string(decoded->value)};
}

// The directory could not be asked. Read anew: a fetch may have outlasted the freshness of what it
// was to replace, and somebody else may have had more luck.
Answer Question::fallback(std::string trouble) const {
  auto known = this->known();
  if (!known) return {Outcome::kUnavailable, "", false, std::move(trouble)};
  const bool stale = !known->fresh;
  return of(std::move(*known), stale, stale ? std::move(trouble) : "");
}

Answer Question::from_cache_only() const {
  auto known = this->known();
  if (known && known->fresh) return of(std::move(*known), false, "");
  if (known && breaker_.is_open()) return of(std::move(*known), true, kLeftAlone);
  return {Outcome::kWouldBlock, "", false, ""};
}

void Question::keep(Lease& lease, const Fetched& fetched) {
  const bool found = fetched.outcome == Outcome::kFound;
  const int64_t fresh = std::max<int64_t>(found ? policy_.fresh : policy_.negative, 0);
  const int64_t kept = fresh + (found ? std::max<int64_t>(policy_.stale_if_error, 0) : 0);
  if (kept == 0 || fetched.value.size() > kMostValueBytes) {
    lease.put("", 0, 0);  // what it answered before no longer holds
  } else {
    lease.put(found ? encode_found(fetched.value) : encode_not_found(), fresh, kept);
  }
}

Answer Question::ask_directory(Lease& lease, int64_t span) {
  if (!breaker_.permits(span)) return fallback(kLeftAlone);
  Fetched fetched = fetch_(span);
  if (fetched.outcome == Outcome::kFound || fetched.outcome == Outcome::kNotFound) {
    breaker_.succeeded();
    // Past the deadline it is of no use here, and may be old: this process may have been stopped.
    if (time_left() > 0) keep(lease, fetched);
    const bool found = fetched.outcome == Outcome::kFound;
    return {fetched.outcome, found ? std::move(fetched.value) : "", false, ""};
  }
  if (fetched.blames_directory) breaker_.failed();
  return fallback(std::move(fetched.trouble));
}

// How much of what the walk has left this question may take. Never all: what it says of a failure
// must come before the deadline, after which nothing counts. An entry that only observes leaves the
// others half of it.
int64_t Question::share(int64_t left, bool has_fallback) const {
  const bool observed = (call_.request->flags & WARIFU_OBSERVED) != 0;
  return std::max<int64_t>(has_fallback || observed ? left / 2 : left - left / 16, 1);
}

// Nothing where somebody else asked meanwhile: look again.
std::optional<Answer> Question::one_round(bool& waited) {
  auto known = this->known();
  if (known && !known->near_its_end) return of(std::move(*known), false, "");
  // Who has just waited takes what came of it, however short it is fresh.
  if (known && known->fresh && waited) return of(std::move(*known), false, "");
  const int64_t left = time_left();
  if (left <= 0) return fallback(kNoTime);
  if (breaker_.is_open()) return fallback(kLeftAlone);

  int64_t span = share(left, known.has_value());
  if (policy_.lease > 0) span = std::min(span, policy_.lease);
  Lease lease(key_, span);
  if (lease.may_ask()) {
    // Somebody may have stored it between the look and the claim.
    auto again = this->known();
    if (again && !again->near_its_end) return of(std::move(*again), false, "");
    return ask_directory(lease, span);
  }
  if (known && known->fresh) return of(std::move(*known), false, "");
  waited = true;
  if (!key_.wait(share(left, known.has_value()))) return fallback(kSomebodyAsks);
  return std::nullopt;
}

Answer Question::answer() {
  if (time_left() <= 0) return {Outcome::kUnavailable, "", false, kNoTime};
  if (cached_only()) return from_cache_only();
  bool waited = false;
  for (;;) {
    if (auto answer = one_round(waited)) return std::move(*answer);
  }
}

}  // namespace

Answer CachedLookup::ask(std::string_view key, const Fetch& fetch) {
  const bool is_key = !key.empty() && key.front() != '\0';
  return Question(call_, policy_, is_key ? key : std::string_view(), fetch).answer();
}

}  // namespace warifu::directory
