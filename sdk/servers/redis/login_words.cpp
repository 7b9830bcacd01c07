// SPDX-License-Identifier: MIT
#include "sdk/servers/redis/login_words.h"

#include <strings.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace warifu::redis {
namespace {

constexpr char kDefault[] = "default";  // of an AUTH with a password alone

// As strcasecmp(3) in the server: a word ends at its first NUL.
bool is(std::string_view word, const char* name) {
  const std::string text(word);
  return strcasecmp(text.c_str(), name) == 0;
}

// An account with a NUL in it is no account's name; what is asked for must not be its beginning.
std::string account(std::string_view word) {
  return word.find('\0') == word.npos ? std::string(word) : "\\0";
}

void add_once(std::vector<std::string>& accounts, std::string account) {
  if (std::find(accounts.begin(), accounts.end(), account) != accounts.end()) return;
  accounts.push_back(std::move(account));
}

std::vector<std::string> accounts_of_hello(const std::vector<std::string_view>& words) {
  std::vector<std::string> found;
  for (size_t i = 2; i < words.size() && found.size() <= kMostAccounts; ++i) {
    const size_t more = words.size() - 1 - i;
    if (is(words[i], "auth") && more >= 2) {
      add_once(found, account(words[i + 1]));
      i += 2;
    } else if (is(words[i], "setname") && more >= 1) {
      ++i;
    } else {
      break;  // a syntax error
    }
  }
  return found;
}

}  // namespace

LoginCommand command_named(std::string_view name) {
  if (is(name, "auth")) return LoginCommand::kAuth;
  return is(name, "hello") ? LoginCommand::kHello : LoginCommand::kNone;
}

bool logs_in(LoginCommand command, const std::vector<std::string_view>& words) {
  return !accounts_of(command, words).empty();
}

std::vector<std::string> accounts_of(LoginCommand command,
                                     const std::vector<std::string_view>& words) {
  if (command == LoginCommand::kHello) return accounts_of_hello(words);
  if (command == LoginCommand::kAuth && words.size() == 2) return {kDefault};
  if (command == LoginCommand::kAuth && words.size() == 3) return {account(words[1])};
  return {};
}

}  // namespace warifu::redis
