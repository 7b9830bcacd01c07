// SPDX-License-Identifier: MIT
// Questions to a directory, answered from the shared cache wherever that will do.
//
// A directory is whatever knows users and groups: an HTTP server, the system's name service. It is
// slower than a login may be, and away at times. So that neither is felt:
//   - many who ask the same thing, on any thread of any process of this server, ask once: one holds
//     the lease of the key and fetches, the others wait for what it stores;
//   - an answer in the last fifth of its freshness is fetched anew by one caller, while all others
//     take it as it is;
//   - where the directory fails, an answer that was found before is given for a bounded time
//     longer; that something does not exist is never given longer;
//   - a directory that keeps failing is left alone for a while: breaker.h.
// A failure is never stored as an answer. Without a cache every question is fetched: correct, slow.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "warifu/module.h"

namespace warifu::directory {

enum class Outcome {
  kFound,
  kNotFound,     // the directory was asked, and has nothing of the kind
  kUnavailable,  // it could not be asked
  kWouldBlock    // only under WARIFU_CACHED_ONLY: it would have to be asked
};

// What came of asking the directory itself.
struct Fetched {
  Outcome outcome = Outcome::kUnavailable;  // kWouldBlock counts as kUnavailable
  std::string value;    // kFound only, and may be empty; longer than kMostValueBytes: not cached
  std::string trouble;  // kUnavailable only: why it could not be asked, for the log
  // kUnavailable only. False: it is no sign that the directory is away (this one answer was
  // malformed or too long), and the breaker does not count it.
  bool blames_directory = true;
};

struct Answer {
  Outcome outcome = Outcome::kUnavailable;
  std::string value;    // kFound only
  bool stale = false;   // kFound, from the cache, and past its freshness: the directory failed
  std::string trouble;  // why the directory could not be asked: kUnavailable, and where stale
};

// Spans in microseconds.
struct CachePolicy {
  int64_t fresh;     // how long an answer that was found is fresh; 0: never
  int64_t negative;  // how long "not found" is kept; 0: not at all
  int64_t
      stale_if_error;  // how long after its freshness a found answer replaces a failure; 0: never
  int64_t lease;       // the longest that one fetch may take; others then ask themselves
  int64_t locktime;    // how long a failing directory is left alone; 0: never
  uint32_t failures;   // after how many failures in a row; 0: never
};

// Longest value that the cache can hold for a CachedLookup.
constexpr size_t kMostValueBytes = WARIFU_CACHE_VALUE_BYTES - 8;

// For one verify: used as the call is, on its thread, until it returns.
class CachedLookup {
 public:
  CachedLookup(const warifu_call& call, const CachePolicy& policy) : call_(call), policy_(policy) {}

  using Fetch = std::function<Fetched(int64_t time_left_us)>;

  // `key`: 1 to WARIFU_CACHE_KEY_BYTES bytes, the first not NUL (those are the breaker's); it names
  // the question completely, apart from the entry and its options. A key of another form is fetched
  // without the cache. `fetch` asks the directory itself, on this thread: at most once, and never
  // under WARIFU_CACHED_ONLY; it may take at most the time it is given: most of what the walk has
  // left, so that a failure is still told in time; half of it where there is an answer to fall back
  // to, and where the entry only observes, since later ones decide.
  // What fetch throws passes through; the lease is given back before.
  Answer ask(std::string_view key, const Fetch& fetch);

 private:
  const warifu_call& call_;
  const CachePolicy policy_;
};

}  // namespace warifu::directory
