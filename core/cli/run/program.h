// SPDX-License-Identifier: MIT
// Which program a command is, and whether the shim can be preloaded into it.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace warifu::cli {

// Exit codes of `warifu run` for what env(1) and shells give the same ones.
enum RunExit : int { kExitCannotExecute = 126, kExitNotFound = 127 };

struct CannotRun {
  RunExit exit = kExitCannotExecute;
  std::string file;  // what it is said of; may be empty
  std::string text;  // "WHAT; REMEDY"
};

// The path of a command, looked for in `folders` (as PATH has them) where it has no slash, after
// it was judged: what is statically linked, set-user-ID, of another machine or loader, or past
// every shim by its nature is refused. A script is its interpreter, "env NAME" is NAME.
tl::expected<std::string, CannotRun> find_program(const std::string& command,
                                                  std::string_view folders);

}  // namespace warifu::cli
