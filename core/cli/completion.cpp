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
constexpr const char* kZsh = R"(#compdef warifu
local -a candidates
candidates=("${(@f)$(warifu __complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
compadd -a candidates
)";
constexpr const char* kFish =
    "complete -c warifu -f -a '(warifu __complete -- "
    "(commandline -opc)[2..] (commandline -ct) 2>/dev/null)'\n";

// The subcommand that the words before the last one lead to.
const CLI::App* innermost(const CLI::App* app, const std::vector<std::string>& words) {
  for (size_t i = 0; i + 1 < words.size(); ++i) {
    const auto under =
        app->get_subcommands([&](const CLI::App* each) { return each->get_name() == words[i]; });
    if (!under.empty()) app = under.front();
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

std::vector<std::string> candidates(const Context& context, const CLI::App& app,
                                    const std::vector<std::string>& words) {
  const std::string before = words.size() > 1 ? words[words.size() - 2] : "";
  if (before == "--service") return services(context);
  std::vector<std::string> found;
  for (const CLI::App* each : app.get_subcommands([](const CLI::App*) { return true; })) {
    found.push_back(each->get_name());
  }
  for (const CLI::Option* each : app.get_options()) {
    for (const std::string& name : each->get_lnames())
      found.push_back("--" + name);
  }
  const std::string name = app.get_name();
  const auto more = name == "check" || name == "reload" ? services(context)
                    : name == "show"                    ? modules(context)
                                                        : std::vector<std::string>{};
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
