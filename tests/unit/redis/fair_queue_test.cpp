// SPDX-License-Identifier: MIT
#include "sdk/servers/redis/fair_queue.h"

#include <catch2/catch.hpp>
#include <string>

using namespace warifu::redis;

namespace {

Party uid(uint32_t number) {
  Party made;
  made.uid = number;
  return made;
}

// What is left of a queue, in order; each job says its letter.
class Letters {
 public:
  bool push(const Party& party, char letter) {
    return queue_.push(party, [this, letter] { said_ += letter; });
  }
  std::string pop_all() {
    while (!queue_.empty())
      queue_.pop()();
    return said_;
  }
  FairQueue& queue() { return queue_; }

 private:
  FairQueue queue_;
  std::string said_;
};

}  // namespace

TEST_CASE("one party's jobs run in order") {
  Letters letters;
  for (const char each : {'a', 'b', 'c'})
    CHECK(letters.push(uid(1), each));
  CHECK(letters.queue().size() == 3);
  CHECK(letters.pop_all() == "abc");
}

TEST_CASE("parties take turns, whoever came first with however many") {
  Letters letters;
  for (const char each : {'a', 'b', 'c'})
    CHECK(letters.push(uid(1), each));
  CHECK(letters.push(uid(2), 'x'));
  CHECK(letters.push(uid(3), '1'));
  CHECK(letters.push(uid(2), 'y'));
  CHECK(letters.pop_all() == "ax1byc");
}

TEST_CASE("a party that has no job left starts anew at the end") {
  Letters letters;
  CHECK(letters.push(uid(1), 'a'));
  letters.queue().pop()();
  CHECK(letters.push(uid(2), 'x'));
  CHECK(letters.push(uid(1), 'b'));
  CHECK(letters.pop_all() == "axb");
}

TEST_CASE("one party fills its own part of the queue") {
  Letters letters;
  for (size_t i = 0; i < FairQueue::kMostOfOne; ++i)
    REQUIRE(letters.push(uid(1), '.'));
  CHECK_FALSE(letters.push(uid(1), '.'));
  CHECK(letters.push(uid(2), 'x'));
  CHECK(letters.push(Party::operators(), 'o'));
  CHECK(letters.pop_all().substr(0, 3) == ".xo");
}

TEST_CASE("all of them together fill it") {
  Letters letters;
  for (size_t i = 0; i < FairQueue::kMost; ++i)
    REQUIRE(letters.push(uid(static_cast<uint32_t>(i)), '.'));
  CHECK_FALSE(letters.push(uid(0xFFFF), '.'));
  letters.queue().pop();
  CHECK(letters.push(uid(0xFFFF), '.'));
}

TEST_CASE("nobody without an owner is an operator") {
  CHECK((Party() < Party::operators() || Party::operators() < Party()));
  CHECK_FALSE(Party::of(nullptr) < Party());
}
