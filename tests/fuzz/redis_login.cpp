// SPDX-License-Identifier: MIT
// Any words as a client's command, separated by newlines. Whatever account the server would log it
// in as is among those that the stack is asked for.
#include <strings.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "sdk/servers/redis/login_words.h"
#include "tests/fuzz/words.h"

namespace {

using namespace warifu::redis;
using Words = std::vector<std::string_view>;

void require(bool holds) {
  if (!holds) std::abort();
}

// strcasecmp(3) of what the server sees as C strings.
bool is(std::string_view word, const char* name) {
  return strcasecmp(std::string(word).c_str(), name) == 0;
}

// As helloCommand() of the servers' networking.c goes through its words: at each AUTH with two
// words behind it, it logs in as the first of these.
std::vector<std::string_view> taken_by_hello(const Words& words) {
  std::vector<std::string_view> taken;
  for (size_t at = 2; at < words.size(); ++at) {
    const size_t more = words.size() - 1 - at;
    if (is(words[at], "AUTH") && more >= 2) {
      taken.push_back(words[at + 1]);
      at += 2;
    } else if (is(words[at], "SETNAME") && more >= 1) {
      ++at;
    } else {
      return taken;
    }
  }
  return taken;
}

std::vector<std::string_view> taken_by(LoginCommand command, const Words& words) {
  if (command == LoginCommand::kHello) return taken_by_hello(words);
  if (command == LoginCommand::kAuth && words.size() == 2) return {"default"};
  if (command == LoginCommand::kAuth && words.size() == 3) return {words[1]};
  return {};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const Words words = fuzz::words_of({reinterpret_cast<const char*>(data), size}, '\n');
  const LoginCommand command = command_named(words.front());
  require((command == LoginCommand::kAuth) == is(words.front(), "AUTH"));
  require((command == LoginCommand::kHello) == is(words.front(), "HELLO"));
  const auto asked = accounts_of(command, words);
  const auto taken = taken_by(command, words);
  require(logs_in(command, words) == !taken.empty());
  require(asked.size() <= kMostAccounts + 1);
  for (const std::string& each : asked)
    require(each.find('\0') == std::string::npos);
  if (asked.size() > kMostAccounts) return 0;  // refused
  for (const std::string_view each : taken) {
    const bool is_asked_for = std::find(asked.begin(), asked.end(), each) != asked.end();
    require(is_asked_for || each.find('\0') != each.npos);
  }
  return 0;
}
