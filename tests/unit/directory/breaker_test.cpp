// SPDX-License-Identifier: MIT
#include <stdexcept>

#include "tests/unit/directory/question.h"

using namespace directory_test;

namespace {

void fail_three_times(Question& question) {
  question.is_down();
  for (int i = 0; i < 3; ++i)
    question.ask("uid " + std::to_string(i));
  question.fetches = 0;
}

}  // namespace

TEST_CASE("after three failures in a row nobody asks for a while, whatever the question") {
  Question question;
  fail_three_times(question);
  question.answers("wp");
  question.pass(59 * kSecond);
  const Answer answer = question.ask_as_another("another question");
  CHECK(answer.outcome == Outcome::kUnavailable);
  CHECK_FALSE(answer.trouble.empty());
  CHECK(question.fetches == 0);
}

TEST_CASE("two failures do not open the breaker, nor three with a success between") {
  Question question;
  question.is_down();
  question.ask("a");
  question.ask("b");
  question.answers("wp");
  CHECK(question.ask("c").value == "wp");
  question.is_down();
  question.ask("d");
  question.ask("e");
  question.knows_nobody();  // an answer as well
  CHECK(question.ask("f").outcome == Outcome::kNotFound);
  question.is_down();
  question.ask("g");
  question.ask("h");
  question.answers("wp");
  CHECK(question.ask("i").value == "wp");
}

TEST_CASE("while the breaker is open, fresh and stale answers are given at once") {
  Question question;
  question.ask();
  fail_three_times(question);
  CHECK_FALSE(question.ask().stale);
  question.pass(580 * kSecond);
  fail_three_times(question);
  question.pass(20 * kSecond);
  const Answer answer = question.ask();
  CHECK(answer.value == "wp");
  CHECK(answer.stale);
  CHECK(question.fetches == 0);
  CHECK(question.ask_cached_only().stale);
  CHECK(question.ask_cached_only("another").outcome == Outcome::kWouldBlock);
}

TEST_CASE("an open breaker spares a fresh answer its refresh") {
  Question question;
  question.ask();
  question.pass(590 * kSecond);
  fail_three_times(question);
  CHECK_FALSE(question.ask().stale);
  CHECK(question.fetches == 0);
}

TEST_CASE("half open, one caller tries while the others are told at once") {
  Question question;
  fail_three_times(question);
  question.pass(60 * kSecond);
  question.answers("wp");
  question.while_fetching = [&] {
    question.while_fetching = nullptr;
    CHECK(question.ask_as_another("another").outcome == Outcome::kUnavailable);
  };
  CHECK(question.ask().value == "wp");
  CHECK(question.fetches == 1);
  CHECK(question.ask("another").value == "wp");  // closed
}

TEST_CASE("half open, one failure is enough to leave the directory alone again") {
  Question question;
  fail_three_times(question);
  question.pass(60 * kSecond);
  CHECK(question.ask().outcome == Outcome::kUnavailable);
  CHECK(question.fetches == 1);
  question.pass(59 * kSecond);
  question.ask();
  CHECK(question.fetches == 1);
  question.pass(1 * kSecond);
  question.answers("wp");
  CHECK(question.ask().value == "wp");
}

TEST_CASE("one who died or threw in its trial does not keep the breaker open") {
  Question question;
  fail_three_times(question);
  question.pass(60 * kSecond);
  question.while_fetching = [] { throw std::runtime_error("out of memory"); };
  CHECK_THROWS_AS(question.ask(), std::runtime_error);
  question.while_fetching = nullptr;
  question.answers("wp");
  CHECK(question.ask().value == "wp");
}

TEST_CASE("a failure that began before the breaker opened does not prolong it") {
  Question question;
  question.is_down();
  question.while_fetching = [&] {
    question.while_fetching = nullptr;
    fail_three_times(question);
    question.pass(30 * kSecond);
  };
  question.ask();
  question.answers("wp");
  question.pass(30 * kSecond);
  CHECK(question.ask().value == "wp");
}

TEST_CASE("an answer that is merely malformed does not shut the others out") {
  Question question;
  question.result = {Outcome::kUnavailable, "", "the name is malformed", false};
  for (int i = 0; i < 10; ++i)
    CHECK(question.ask().outcome == Outcome::kUnavailable);
  question.answers("wp");
  CHECK(question.ask("another").value == "wp");
}

TEST_CASE("failures or locktime of zero switch the breaker off") {
  for (const bool by_count : {true, false}) {
    Question question;
    if (by_count) {
      question.policy.failures = 0;
    } else {
      question.policy.locktime = 0;
    }
    fail_three_times(question);
    question.answers("wp");
    CHECK(question.ask().value == "wp");
  }
}

TEST_CASE("a malformed state in the cache is a closed breaker") {
  Question question;
  fail_three_times(question);
  question.cache.put(std::string("\0breaker", 8), "???", kSecond, kSecond);
  question.answers("wp");
  CHECK(question.ask().value == "wp");
}
