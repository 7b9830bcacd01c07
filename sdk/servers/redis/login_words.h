// SPDX-License-Identifier: MIT
// Which accounts AUTH and HELLO log in as, read as the server itself reads them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace warifu::redis {

enum class LoginCommand { kNone, kAuth, kHello };

// By its name alone.
LoginCommand command_named(std::string_view name);

// Whether a command of these words, the first its name, logs in: a HELLO without AUTH does not, and
// what the server refuses for the number of its words is left to the server.
bool logs_in(LoginCommand command, const std::vector<std::string_view>& words);

// A HELLO that logs in as more accounts is refused: each would be asked for, and logged.
constexpr size_t kMostAccounts = 8;

// In their order, each once; a HELLO may have several, and of more than kMostAccounts one more is
// told. Those after a word that the server stops at are not among them: it never gets there. Each
// at most 1 KiB is asked for by the stack; see warifu.h.
std::vector<std::string> accounts_of(LoginCommand command,
                                     const std::vector<std::string_view>& words);

}  // namespace warifu::redis
