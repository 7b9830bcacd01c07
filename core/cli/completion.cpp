// SPDX-License-Identifier: MIT
// warifu completion bash|zsh|fish, and the hidden command that those scripts call. What can be
// completed is taken from the command line's own definition, so the two never differ.
#include <algorithm>

#include "core/cli/commands.h"
#include "core/trust/trust.h"

namespace warifu::cli {
namespace {

constexpr std::string_view kCompleteCommand = "__complete";
constexpr const char* kBash = R"(_warifu() {
  local IFS=$'\n'
  COMPREPLY=($(warifu __complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _warifu warifu
)";
constexpr const char* kZsh = R"zsh(#compdef warifu
local -a candidates
candidates=(${(f)"$(warifu __complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)"})
if (( $#candidates )); then compadd -a candidates; else _files; fi
)zsh";
constexpr const char* kFish = R"(function __warifu
  set -l candidates (warifu __complete -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null)
  if set -q candidates[1]
    printf '%s\n' $candidates
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c warifu -f -a '(__warifu)'
)";

// The subcommand that the words before the last one lead to.
const CLI::App* innermost(const CLI::App* app, const std::vector<std::string>& words) {
  for (size_t i = 0; i + 1 < words.size(); ++i) {
    const auto under =
        app->get_subcommands([&](const CLI::App* each) { return each->get_name() == words[i]; });
    if (!under.empty()) app = under.front();
    if (app->get_name() == "run") break;  // what follows may be another program's words
  }
  return app;
}

// Service names where a service is wanted: the names in the configuration folder.
std::vector<std::string> services(const Context& context) {
  std::vector<std::string> found;
  const auto names = list_trusted_folder(context.config_dir + "/stacks", context.trust());
  if (!names) return found;
  constexpr std::string_view kSuffix = ".toml";
  for (const std::string& name : *names) {
    if (!name.ends_with(kSuffix)) continue;
    const std::string service = name.substr(0, name.size() - kSuffix.size());
    // A shell takes what is printed as it stands.
    if (is_service_name(service)) found.push_back(service);
  }
  return found;
}

std::vector<std::string> modules(const Context& context) {
  return ModuleTable(context.modules()).list().value_or(std::vector<std::string>{});
}

// Whether the word before is an option that wants a value.
bool wants_value(const CLI::App& app, const std::string& before) {
  if (!before.starts_with("--")) return false;
  for (const CLI::App* each = &app; each != nullptr; each = each->get_parent()) {
    const CLI::Option* const option = each->get_option_no_throw(before);
    if (option != nullptr) return option->get_items_expected_min() > 0;
  }
  return false;
}

bool takes_files(const CLI::App& app) {
  const auto positionals = app.get_options([](const CLI::Option* option) {
    return option->get_positional() && option->get_type_name() == "FILE";
  });
  return !positionals.empty();
}

std::vector<std::string> names(const Context& context, const CLI::App& app) {
  const std::string& name = app.get_name();
  if (name == "check" || name == "reload" || name == "usage") return services(context);
  return name == "show" ? modules(context) : std::vector<std::string>{};
}

// Whether the last word is one of the command that is to be run.
bool is_behind_command(const CLI::App& app, const std::vector<std::string>& words) {
  return app.get_name() == "run" && !words.empty() &&
         std::find(words.begin(), words.end() - 1, "--") != words.end() - 1;
}

// Nothing where a shell knows better: it then completes names of files.
std::vector<std::string> candidates(const Context& context, const CLI::App& app,
                                    const std::vector<std::string>& words) {
  if (is_behind_command(app, words)) return {};
  const std::string before = words.size() > 1 ? words[words.size() - 2] : "";
  if (before == "--service") return services(context);
  if (wants_value(app, before)) return {};
  if (takes_files(app) && !words.back().starts_with("-")) return {};
  std::vector<std::string> found;
  for (const CLI::App* each : app.get_subcommands([](const CLI::App*) { return true; })) {
    found.push_back(each->get_name());
  }
  for (const CLI::Option* each : app.get_options()) {
    for (const std::string& name : each->get_lnames())
      found.push_back("--" + name);
  }
  const auto more = names(context, app);
  found.insert(found.end(), more.begin(), more.end());
  return found;
}

void complete(const Context& context, const CLI::App& app, const std::vector<std::string>& words) {
  const std::string last = words.empty() ? "" : words.back();
  for (const std::string& each : candidates(context, *innermost(&app, words), words)) {
    if (each.starts_with(last)) std::printf("%s\n", each.c_str());
  }
}

}  // namespace

void add_completion(CLI::App& app, int& exit) {
  CLI::App* const command = app.add_subcommand("completion", "Print a shell's completion script");
  auto shell = std::make_shared<std::string>();
  command->add_option("shell", *shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  command->callback([&exit, shell] {
    std::fputs(*shell == "bash" ? kBash : *shell == "zsh" ? kZsh : kFish, stdout);
    exit = kExitOk;
  });
}

bool complete_if_asked(const CLI::App& app, const Context& context, int argc, char** argv) {
  if (argc < 2 || std::string_view(argv[1]) != kCompleteCommand) return false;
  std::vector<std::string> words(argv + 2, argv + argc);
  if (!words.empty() && words.front() == "--") words.erase(words.begin());
  complete(context, app, words);
  return true;
}

}  // namespace warifu::cli
