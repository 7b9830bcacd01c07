// SPDX-License-Identifier: MIT
#include "tests/unit/directory/question.h"

using namespace directory_test;

TEST_CASE("an answer is fetched once, and given from the cache while it is fresh") {
  Question question;
  CHECK(question.ask().value == "wp");
  question.answers("somebody else");
  question.pass(479 * kSecond);
  const Answer answer = question.ask();
  CHECK(answer.outcome == Outcome::kFound);
  CHECK(answer.value == "wp");
  CHECK_FALSE(answer.stale);
  CHECK(answer.trouble.empty());
  CHECK(question.fetches == 1);
}

TEST_CASE("an answer past its freshness is fetched anew") {
  Question question;
  question.ask();
  question.answers("renamed");
  question.pass(600 * kSecond);
  CHECK(question.ask().value == "renamed");
}

TEST_CASE("each key has its own answer") {
  Question question;
  question.ask();
  question.answers("shop");
  CHECK(question.ask("uid 10043").value == "shop");
  CHECK(question.ask().value == "wp");
}

TEST_CASE("not found is kept for a short time, and never for longer") {
  Question question;
  question.knows_nobody();
  CHECK(question.ask().outcome == Outcome::kNotFound);
  question.answers("just created");
  question.pass(7 * kSecond);
  CHECK(question.ask().outcome == Outcome::kNotFound);
  CHECK(question.fetches == 1);
  question.pass(3 * kSecond);
  CHECK(question.ask().value == "just created");
}

TEST_CASE("not found is not given once the directory is away") {
  Question question;
  question.knows_nobody();
  question.ask();
  question.pass(10 * kSecond);
  question.is_down();
  const Answer answer = question.ask();
  CHECK(answer.outcome == Outcome::kUnavailable);
  CHECK(answer.trouble == "connection refused");
}

TEST_CASE("not found replaces what was found: who was removed is removed") {
  Question question;
  question.ask();
  question.pass(600 * kSecond);
  question.knows_nobody();
  CHECK(question.ask().outcome == Outcome::kNotFound);
  question.pass(10 * kSecond);
  question.is_down();
  CHECK(question.ask().outcome == Outcome::kUnavailable);
}

TEST_CASE("a failure is never stored") {
  Question question;
  question.is_down();
  question.policy.failures = 0;
  CHECK(question.ask().outcome == Outcome::kUnavailable);
  CHECK(question.cache.size() == 0);
  CHECK_FALSE(question.cache.leased(kKey));
  question.answers("wp");
  CHECK(question.ask().value == "wp");
}

TEST_CASE("an answer that would block is none of a directory's") {
  Question question;
  question.result = {Outcome::kWouldBlock, "", "", true};
  CHECK(question.ask().outcome == Outcome::kUnavailable);
}

TEST_CASE("nothing is asked when no time is left, whatever the cache holds") {
  Question question;
  question.ask();
  for (const int64_t left : {int64_t{0}, int64_t{-5}}) {
    question.call.time_left = left;
    CHECK(question.ask().outcome == Outcome::kUnavailable);
    CHECK(question.ask("another").outcome == Outcome::kUnavailable);
  }
  CHECK(question.fetches == 1);
}

TEST_CASE("under CACHED_ONLY only the cache is asked") {
  Question question;
  CHECK(question.ask_cached_only().outcome == Outcome::kWouldBlock);
  CHECK(question.fetches == 0);
  question.ask();
  CHECK(question.ask_cached_only().value == "wp");
  question.pass(599 * kSecond);  // near its end: no refresh either
  CHECK(question.ask_cached_only().value == "wp");
  question.pass(1 * kSecond);  // stale, and nobody said that the directory is away
  CHECK(question.ask_cached_only().outcome == Outcome::kWouldBlock);
  CHECK(question.fetches == 1);
}

TEST_CASE("under CACHED_ONLY a negative answer is one too") {
  Question question;
  question.knows_nobody();
  question.ask();
  CHECK(question.ask_cached_only().outcome == Outcome::kNotFound);
  question.pass(10 * kSecond);
  CHECK(question.ask_cached_only().outcome == Outcome::kWouldBlock);
}

TEST_CASE("without a cache every question is asked") {
  Question question;
  question.call.cache = nullptr;
  CHECK(question.ask().value == "wp");
  CHECK(question.ask().value == "wp");
  CHECK(question.fetches == 2);
  question.is_down();
  for (int i = 0; i < 5; ++i)
    CHECK(question.ask().outcome == Outcome::kUnavailable);
  CHECK(question.fetches == 7);
  CHECK(question.ask_cached_only().outcome == Outcome::kWouldBlock);
}

TEST_CASE("a key that the cache cannot hold is asked without it") {
  Question question;
  for (const std::string& key :
       {std::string(), std::string(WARIFU_CACHE_KEY_BYTES + 1, 'k'), std::string("\0breaker", 8)}) {
    question.cache.clear();
    question.fetches = 0;
    CHECK(question.ask(key).value == "wp");
    CHECK(question.ask(key).value == "wp");
    CHECK(question.fetches == 2);
    CHECK(question.cache.size() == 0);
  }
}

TEST_CASE("a value that the cache cannot hold is given, and not stored") {
  Question question;
  const std::string longest(warifu::directory::kMostValueBytes, 'x');
  question.answers(longest);
  CHECK(question.ask().value == longest);
  CHECK(question.ask().value == longest);
  CHECK(question.fetches == 1);
  question.answers(longest + "y");
  CHECK(question.ask("longer").value == longest + "y");
  CHECK(question.ask("longer").value == longest + "y");
  CHECK(question.fetches == 3);
  CHECK_FALSE(question.cache.leased("longer"));
}
