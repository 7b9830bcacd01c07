// SPDX-License-Identifier: MIT
#include "modules/directory/cached_value.h"

#include <catch2/catch.hpp>

#include "tests/unit/directory/question.h"

using warifu::directory::decode;
using warifu::directory::encode_found;
using warifu::directory::encode_not_found;
using namespace directory_test;

TEST_CASE("an answer comes back from the cache as it was put") {
  for (const std::string& value :
       {std::string(), std::string("wp"), std::string(70'000, 'x'), std::string("a\0b", 3)}) {
    const std::string bytes = encode_found(value);
    const auto decoded = decode(bytes);
    REQUIRE(decoded);
    CHECK(decoded->found);
    CHECK(decoded->value == value);
  }
  const std::string bytes = encode_not_found();
  REQUIRE(decode(bytes));
  CHECK_FALSE(decode(bytes)->found);
}

TEST_CASE("a value that was cut off, lengthened or made by another version is none") {
  const std::string whole = encode_found("wp:10042");
  for (size_t length = 0; length < whole.size(); ++length) {
    CHECK_FALSE(decode(std::string_view(whole).substr(0, length)));
  }
  CHECK_FALSE(decode(whole + "0"));
  CHECK_FALSE(decode(encode_not_found() + "0"));
  for (size_t at = 0; at < 8; ++at) {  // every byte of the header counts
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x10);
    CHECK_FALSE(decode(changed));
  }
}

TEST_CASE("what is malformed in the cache is asked for anew, and replaced") {
  Question question;
  question.ask();
  const auto replace = [&](const std::string& bytes) {
    question.cache.put(kKey, bytes, 600 * kSecond, 600 * kSecond);
  };
  const std::string good = encode_found("evil");
  for (const std::string& bad :
       {std::string(), good.substr(0, good.size() - 1), "\2" + good.substr(1), good + "!",
        std::string(WARIFU_CACHE_VALUE_BYTES, '\1')}) {
    replace(bad);
    question.answers("wp");
    CHECK(question.ask().value == "wp");
    question.answers("not asked");
    CHECK(question.ask().value == "wp");
    replace(bad);
    question.is_down();
    CHECK(question.ask().outcome == Outcome::kUnavailable);  // nor does it serve as a stale answer
  }
}
