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

bool is_split_string(std::string_view word) {
  return word == "-S" || word == "--split-string";
}

// What `env -S` takes a word apart at, or puts something in for.
constexpr std::string_view kTakenApart = "\"'\\$\v\f\r";

// Whether a word sets a variable that says nothing to the loader, the shim or env itself.
bool sets_harmless_variable(std::string_view word) {
  constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789";
  const size_t equals = word.find('=');
  if (equals == std::string_view::npos || equals == 0) return false;
  const std::string_view name = word.substr(0, equals);
  return name.find_first_not_of(kLetters) == name.npos && name != "PATH" &&
         !name.starts_with("LD_") && !name.starts_with("WARIFU_") &&
         word.find_first_of(kTakenApart) == word.npos;
}

// "-S" and variables may stand before the command.
ScriptLine line_of_env(const std::string& interpreter, std::string_view line) {
  std::string_view word = take_word(line);
  while (is_split_string(word) || sets_harmless_variable(word))
    word = take_word(line);
  const bool is_command = !word.starts_with('-') && word.find('=') == word.npos &&
                          word.find_first_of(kTakenApart) == word.npos;
  if (!is_command) return {interpreter, "", std::string(word)};
  return {interpreter, std::string(word), ""};
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
  return is_env(interpreter) ? line_of_env(interpreter, line) : ScriptLine{interpreter, "", ""};
}

}  // namespace warifu::cli
