// SPDX-License-Identifier: MIT
// What is given while the directory is away.
#include "tests/unit/directory/question.h"

using namespace directory_test;

TEST_CASE("while the directory is away an answer is given past its freshness, for a bounded time") {
  Question question;
  question.ask();
  question.is_down();
  question.pass(600 * kSecond);
  const Answer answer = question.ask();
  CHECK(answer.outcome == Outcome::kFound);
  CHECK(answer.value == "wp");
  CHECK(answer.stale);
  CHECK(answer.trouble == "connection refused");
  CHECK(question.time_given == question.call.time_left / 2);

  question.pass(3599 * kSecond);
  CHECK(question.ask().stale);
  question.pass(1 * kSecond);
  CHECK(question.ask().outcome == Outcome::kUnavailable);
}

TEST_CASE("a shorter stale_if_error than the answer was kept for holds") {
  Question question;
  question.ask();
  question.is_down();
  question.policy.stale_if_error = 0;
  question.pass(600 * kSecond);
  CHECK(question.ask().outcome == Outcome::kUnavailable);
}

TEST_CASE("an answer that stopped being fresh during the fetch that failed is stale") {
  Question question;
  question.ask();
  question.is_down();
  question.pass(599 * kSecond);
  question.while_fetching = [&] { question.pass(2 * kSecond); };
  CHECK(question.ask().stale);
  question.cache.clear();
  question.while_fetching = nullptr;
  question.answers("wp");
  question.ask();
  question.is_down();
  question.policy.stale_if_error = 0;
  question.pass(599 * kSecond);
  question.while_fetching = [&] { question.pass(2 * kSecond); };
  CHECK(question.ask().outcome == Outcome::kUnavailable);
}

TEST_CASE("the directory's return is noticed") {
  Question question;
  question.ask();
  question.is_down();
  question.pass(600 * kSecond);
  CHECK(question.ask().stale);
  question.answers("renamed");
  const Answer answer = question.ask();
  CHECK(answer.value == "renamed");
  CHECK_FALSE(answer.stale);
}

TEST_CASE("with a freshness of zero every answer is asked for, and kept for a failure") {
  Question question;
  question.policy.fresh = 0;
  question.ask();
  question.ask();
  CHECK(question.fetches == 2);
  question.is_down();
  CHECK(question.ask().stale);
}

TEST_CASE("with negative zero, not found is asked for each time") {
  Question question;
  question.policy.negative = 0;
  question.knows_nobody();
  question.ask();
  question.ask();
  CHECK(question.fetches == 2);
  CHECK(question.cache.size() == 0);
  CHECK_FALSE(question.cache.leased(kKey));
}

TEST_CASE("whom the directory no longer has is not given, also where that is not remembered") {
  Question question;
  question.policy.negative = 0;
  question.ask();
  question.pass(500 * kSecond);  // the last fifth of its freshness
  question.knows_nobody();
  CHECK(question.ask().outcome == Outcome::kNotFound);
  question.is_down();
  CHECK(question.ask().outcome == Outcome::kUnavailable);
  CHECK_FALSE(question.cache.leased(kKey));
}

TEST_CASE("an answer that the cache cannot hold replaces the one that it holds") {
  Question question;
  question.ask();
  question.pass(500 * kSecond);
  question.answers(std::string(warifu::directory::kMostValueBytes + 1, 'x'));
  CHECK(question.ask().outcome == Outcome::kFound);
  question.is_down();
  CHECK(question.ask().outcome == Outcome::kUnavailable);
}
