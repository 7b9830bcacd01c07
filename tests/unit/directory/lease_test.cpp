// SPDX-License-Identifier: MIT
// Who asks, and who waits or takes the old answer.
#include <stdexcept>

#include "tests/unit/directory/question.h"

using namespace directory_test;

TEST_CASE("near its end one caller fetches an answer anew, and all others take the old one") {
  Question question;
  question.ask();
  question.answers("renamed");
  question.pass(480 * kSecond);
  question.while_fetching = [&] {
    question.while_fetching = nullptr;
    const Answer answer = question.ask_as_another();
    CHECK(answer.value == "wp");
    CHECK_FALSE(answer.stale);
  };
  CHECK(question.ask().value == "renamed");
  CHECK(question.fetches == 2);
  CHECK(question.call.waited_for == -1);
  question.pass(479 * kSecond);
  CHECK(question.ask().value == "renamed");
  CHECK(question.fetches == 2);
}

TEST_CASE("a refresh that fails leaves the fresh answer, in time to be used") {
  Question question;
  question.ask();
  question.pass(599 * kSecond);
  question.is_down();
  const Answer answer = question.ask();
  CHECK(answer.value == "wp");
  CHECK_FALSE(answer.stale);
  CHECK(question.fetches == 2);
  CHECK(question.time_given == question.call.time_left / 2);
}

TEST_CASE("a fetch may take most of what the walk has left, and no longer than its lease") {
  Question question;
  question.ask();
  // Something is left to say in time that it failed.
  CHECK(question.time_given < question.call.time_left);
  CHECK(question.time_given > question.call.time_left * 9 / 10);
  question.call.time_left = 60 * kSecond;
  question.ask("another");
  CHECK(question.time_given == 5 * kSecond);
}

TEST_CASE("while one asks the others wait, and take what it stores") {
  Question question;
  question.cache.claim(kKey, kSecond);
  question.cache.while_waiting = [&] {
    question.cache.release(kKey);
    question.ask_as_another();
  };
  CHECK(question.ask().value == "wp");
  CHECK(question.fetches == 1);
  CHECK(question.call.waited_for < question.call.time_left);
  CHECK(question.call.waited_for > question.call.time_left * 9 / 10);
}

TEST_CASE("who waited in vain has not asked") {
  Question question;
  question.cache.claim(kKey, kSecond);
  const Answer answer = question.ask();
  CHECK(answer.outcome == Outcome::kUnavailable);
  CHECK_FALSE(answer.trouble.empty());
  CHECK(question.fetches == 0);
  CHECK(question.cache.leased(kKey));  // it is still the other's
}

TEST_CASE("the lease of one who died is taken over") {
  Question question;
  question.cache.claim(kKey, kSecond);
  question.cache.while_waiting = [&] { question.pass(kSecond); };
  CHECK(question.ask().value == "wp");
  CHECK(question.fetches == 1);
}

TEST_CASE("where the one who asked failed, who waited asks") {
  Question question;
  question.cache.claim(kKey, kSecond);
  question.cache.while_waiting = [&] { question.cache.release(kKey); };
  CHECK(question.ask().value == "wp");
}

TEST_CASE("time that ran out while waiting ends it") {
  Question question;
  question.cache.claim(kKey, kSecond);
  question.cache.while_waiting = [&] {
    question.cache.release(kKey);
    question.call.time_left = 0;
  };
  CHECK(question.ask().outcome == Outcome::kUnavailable);
  CHECK(question.fetches == 0);
}

TEST_CASE("who finds a stale answer while another asks waits for half its time, then takes it") {
  Question question;
  question.ask();
  question.pass(601 * kSecond);
  question.cache.claim(kKey, kSecond);
  const Answer answer = question.ask();
  CHECK(answer.value == "wp");
  CHECK(answer.stale);
  CHECK(question.call.waited_for == question.call.time_left / 2);
}

TEST_CASE("a lease is given back whatever came of the fetch") {
  Question question;
  question.is_down();
  question.ask();
  CHECK_FALSE(question.cache.leased(kKey));
  question.while_fetching = [] { throw std::runtime_error("out of memory"); };
  CHECK_THROWS_AS(question.ask(), std::runtime_error);
  CHECK_FALSE(question.cache.leased(kKey));
}

TEST_CASE("an answer that came between the look and the claim is not asked for again") {
  Question question;
  question.cache.before_claim = [&] {
    question.cache.before_claim = nullptr;
    question.ask_as_another();
  };
  CHECK(question.ask().value == "wp");
  CHECK(question.fetches == 1);
  CHECK_FALSE(question.cache.leased(kKey));
}

TEST_CASE("an entry that only observes leaves the others half of the time") {
  Question question;
  question.call.asked.flags |= WARIFU_OBSERVED;
  question.ask();
  CHECK(question.time_given == question.call.time_left / 2);
}

TEST_CASE("an answer that comes past the deadline is not stored: it may be any age") {
  Question question;
  question.ask();
  question.pass(600 * kSecond);
  const int64_t usual = question.call.time_left;
  question.while_fetching = [&] { question.call.time_left = -1; };
  question.answers("who it was before");
  question.ask();
  question.call.time_left = usual;
  question.while_fetching = nullptr;
  question.is_down();
  CHECK(question.ask().value == "wp");
}
