// SPDX-License-Identifier: MIT
#include "core/cli/run/command_words.h"

namespace warifu::cli {
namespace {

bool takes_next_word(const CLI::App& app, const std::string& word) {
  if (!word.starts_with("--") || word.find('=') != std::string::npos) return false;
  const CLI::Option* const option = app.get_option_no_throw(word);
  return option != nullptr && option->get_items_expected_min() > 0;
}

// The place of the subcommand: the first word that is neither an option nor an option's value.
int subcommand(const CLI::App& app, int argc, char** argv) {
  int at = 1;
  while (at < argc && argv[at][0] == '-') {
    at += takes_next_word(app, argv[at]) ? 2 : 1;
  }
  return at;
}

}  // namespace

int command_words(const CLI::App& app, int argc, char** argv) {
  const int command = subcommand(app, argc, argv);
  if (command >= argc || std::string_view(argv[command]) != "run") return argc;
  for (int at = command + 1; at < argc; ++at) {
    if (std::string_view(argv[at]) == "--") return at + 1;
  }
  return argc;
}

}  // namespace warifu::cli
