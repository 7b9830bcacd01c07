// SPDX-License-Identifier: MIT
#include "core/cli/run/script.h"

#include <algorithm>

namespace warifu::cli {
namespace {

constexpr std::string_view kMark = "#!";
constexpr std::string_view kBlank = " \t";
constexpr size_t kLooked = 256;  // BINPRM_BUF_SIZE

// Takes the next word off the front; "" at the end.
std::string_view take_word(std::string_view& line) {
  const size_t begin = std::min(line.find_first_not_of(kBlank), line.size());
  const size_t end = std::min(line.find_first_of(kBlank, begin), line.size());
  const std::string_view word = line.substr(begin, end - begin);
  line.remove_prefix(end);
  return word;
}

bool is_env(std::string_view interpreter) {
  return interpreter.substr(interpreter.rfind('/') + 1) == "env";
}

// "-S" and other options of env's, and variables that it sets, stand before the command.
std::string_view command_of_env(std::string_view line) {
  std::string_view word = take_word(line);
  while (word.starts_with('-') || word.find('=') != std::string_view::npos)
    word = take_word(line);
  return word;
}

}  // namespace

bool is_script(std::string_view bytes) {
  return bytes.starts_with(kMark);
}

std::optional<ScriptLine> read_script_line(std::string_view bytes) {
  std::string_view line = bytes.substr(0, kLooked);
  const size_t end = line.find_first_of(std::string_view("\n\0", 2));
  if (end == std::string_view::npos && line.size() == kLooked) return std::nullopt;
  line = line.substr(0, end);
  if (!line.starts_with(kMark)) return std::nullopt;
  line.remove_prefix(kMark.size());
  const std::string interpreter(take_word(line));
  if (interpreter.empty()) return std::nullopt;
  return ScriptLine{interpreter, std::string(is_env(interpreter) ? command_of_env(line) : "")};
}

}  // namespace warifu::cli
