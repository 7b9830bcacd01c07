// SPDX-License-Identifier: MIT
// The first line of a script, as execve(2) reads it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace warifu::cli {

struct ScriptLine {
  std::string interpreter;
  std::string command;  // what env(1) is asked to run, where it is the interpreter; else ""
  std::string unknown;  // what env is told besides, and may be to leave out the shim; else ""
};

bool is_script(std::string_view bytes);

// Of a script's bytes; nothing where it names no interpreter within what the kernel looks at.
std::optional<ScriptLine> read_script_line(std::string_view bytes);

}  // namespace warifu::cli
