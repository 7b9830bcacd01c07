// SPDX-License-Identifier: MIT
#include "sdk/servers/redis/login_words.h"

#include <catch2/catch.hpp>

using namespace warifu::redis;
using namespace std::string_view_literals;

namespace {

using Words = std::vector<std::string_view>;
using Accounts = std::vector<std::string>;

Accounts auth(const Words& words) {
  return accounts_of(LoginCommand::kAuth, words);
}

Accounts hello(const Words& words) {
  return accounts_of(LoginCommand::kHello, words);
}

}  // namespace

TEST_CASE("a command is known by its name, in any case") {
  CHECK(command_named("AUTH") == LoginCommand::kAuth);
  CHECK(command_named("aUtH") == LoginCommand::kAuth);
  CHECK(command_named("Hello") == LoginCommand::kHello);
  CHECK(command_named("auth ") == LoginCommand::kNone);
  CHECK(command_named("AUT") == LoginCommand::kNone);
  CHECK(command_named("") == LoginCommand::kNone);
}

TEST_CASE("AUTH names an account, or means the default one") {
  CHECK(auth({"AUTH", "secret"}) == Accounts{"default"});
  CHECK(auth({"AUTH", "app", "secret"}) == Accounts{"app"});
  CHECK(auth({"AUTH"}).empty());
  CHECK(auth({"AUTH", "a", "b", "c"}).empty());
}

TEST_CASE("every AUTH of a HELLO counts, wherever the server would read one") {
  CHECK(hello({"HELLO", "3", "AUTH", "app", "x"}) == Accounts{"app"});
  CHECK(hello({"HELLO", "3", "SETNAME", "auth", "aUTh", "app", "x"}) == Accounts{"app"});
  CHECK(hello({"HELLO", "3", "AUTH", "app", "x", "AUTH", "other", "y"}) ==
        Accounts{"app", "other"});
  CHECK(hello({"HELLO", "3", "AUTH", "AUTH", "AUTH", "AUTH", "b", "c"}) == Accounts{"AUTH", "b"});
}

TEST_CASE("an account is asked for once, and of too many one more is told") {
  Words words = {"HELLO", "3"};
  for (int i = 0; i < 1000; ++i)
    words.insert(words.end(), {"AUTH", "app", "x"});
  CHECK(hello(words) == Accounts{"app"});
  const std::vector<std::string> names = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"};
  for (const std::string& each : names)
    words.insert(words.end(), {"AUTH", each, "x"});
  CHECK(hello(words).size() == kMostAccounts + 1);
}

TEST_CASE("what stands behind a syntax error is never reached") {
  CHECK(hello({"HELLO", "3", "NOPE", "AUTH", "app", "x"}).empty());
  CHECK(hello({"HELLO", "3", "AUTH", "app"}).empty());
  CHECK(hello({"HELLO", "3", "AUTH", "app", "x", "NOPE", "AUTH", "other", "y"}) == Accounts{"app"});
  CHECK(hello({"HELLO", "3"}).empty());
  CHECK(hello({"HELLO"}).empty());
}

TEST_CASE("the server ends an option at its first NUL, and so it is read") {
  CHECK(hello({"HELLO", "3", "AUTH\0x"sv, "app", "x"}) == Accounts{"app"});
}

TEST_CASE("an account with a NUL is never taken for its beginning") {
  CHECK(auth({"AUTH", "app\0x"sv, "secret"}) != Accounts{"app"});
  CHECK(auth({"AUTH", "app\0x"sv, "secret"}).size() == 1);
}

TEST_CASE("what logs nobody in is left to the server") {
  CHECK_FALSE(logs_in(LoginCommand::kAuth, {"AUTH"}));
  CHECK_FALSE(logs_in(LoginCommand::kHello, {"HELLO", "3"}));
  CHECK_FALSE(logs_in(LoginCommand::kNone, {"GET", "x"}));
  CHECK(logs_in(LoginCommand::kAuth, {"AUTH", "x"}));
}
