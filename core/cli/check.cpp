// SPDX-License-Identifier: MIT
// warifu check [SERVICE|FILE...]
#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/cli/commands.h"
#include "core/cli/trial.h"
#include "core/diagnostic/escape.h"
#include "core/engine/clock.h"

namespace warifu::cli {
namespace {

struct CheckOptions {
  std::vector<std::string> targets;
  bool strict = false;
};

struct Checked {
  std::string target;
  std::shared_ptr<const Generation> generation;  // nullptr: does not load
  Diagnostics diagnostics;
};

bool is_file(const std::string& target) {
  return target.find('/') != std::string::npos;
}

Checked check_one(const Context& context, ModuleTable& modules, const std::string& target) {
  Checked checked{target, nullptr, {}};
  const int64_t now = realtime_ns() / kNanosecondsPerSecond;
  if (is_file(target)) {
    const std::string path = std::filesystem::absolute(target).lexically_normal().string();
    checked.generation = load_trial_file(context, modules, path, now, checked.diagnostics);
  } else {
    checked.generation = load_trial(context, modules, target, now, checked.diagnostics);
  }
  if (checked.generation) {
    lint(checked.generation->plan(), module_traits(*checked.generation), checked.diagnostics);
  }
  return checked;
}

// Every stack of the folder, where none was named.
std::vector<std::string> all_services(const Context& context, Diagnostics& diagnostics) {
  std::vector<std::string> services;
  const std::string folder = context.config_dir + "/stacks";
  const auto names = list_trusted_folder(folder, context.trust());
  if (!names) {
    diagnostics.error({}, names.error().text, "name the folder with --config-dir");
    return services;
  }
  constexpr std::string_view kSuffix = ".toml";
  for (const std::string& name : *names) {
    if (name.ends_with(kSuffix)) services.push_back(name.substr(0, name.size() - kSuffix.size()));
  }
  if (services.empty()) {
    diagnostics.error({folder, 0, 0}, "holds no stack", "write SERVICE.toml there");
  }
  return services;
}

bool is_clean(const Checked& checked, bool strict) {
  return checked.generation && !(strict && checked.diagnostics.has_warnings());
}

std::string summary(const Checked& checked) {
  const Generation& generation = *checked.generation;
  const bool observes = generation.file().mode.observes(realtime_ns() / kNanosecondsPerSecond);
  return std::to_string(generation.plan().entries.size()) + " entries, " +
         (observes ? "observe" : "enforce");
}

void print_text(const Context& context, const Checked& checked, bool strict) {
  print(context, checked.diagnostics);
  const bool clean = is_clean(checked, strict);
  const std::string verdict =
      painted(context, clean ? Colour::kGreen : Colour::kRed, clean ? "ok" : "refused");
  const std::string detail = checked.generation ? " (" + summary(checked) + ")" : "";
  std::printf("%s: %s%s\n", escaped(checked.target).c_str(), verdict.c_str(), detail.c_str());
}

nlohmann::json to_json(const Diagnostic& diagnostic) {
  return {{"severity", diagnostic.severity == Severity::kError ? "error" : "warning"},
          {"file", escaped(diagnostic.place.file)},
          {"line", diagnostic.place.line},
          {"column", diagnostic.place.column},
          {"what", escaped(diagnostic.what)},
          {"remedy", escaped(diagnostic.remedy)}};
}

nlohmann::json to_json(const Checked& checked, bool strict) {
  nlohmann::json messages = nlohmann::json::array();
  for (const Diagnostic& each : in_order(checked.diagnostics))
    messages.push_back(to_json(each));
  return {{"target", escaped(checked.target)},
          {"ok", is_clean(checked, strict)},
          {"messages", std::move(messages)}};
}

int check(const Context& context, CheckOptions options) {
  Diagnostics listing;
  if (options.targets.empty()) options.targets = all_services(context, listing);
  print(context, listing);
  if (listing.has_errors()) return kExitCannotSay;
  ModuleTable modules(context.modules());
  nlohmann::json results = nlohmann::json::array();
  bool clean = true;
  for (const std::string& target : options.targets) {
    const Checked checked = check_one(context, modules, target);
    clean = clean && is_clean(checked, options.strict);
    if (context.json) {
      results.push_back(to_json(checked, options.strict));
    } else {
      print_text(context, checked, options.strict);
    }
  }
  if (context.json) std::printf("%s\n", results.dump(2).c_str());
  return clean ? kExitOk : kExitNo;
}

}  // namespace

void add_check(CLI::App& app, const Context& context, int& exit) {
  CLI::App* const command =
      app.add_subcommand("check", "Load stacks as a server would, and tell every mistake");
  auto options = std::make_shared<CheckOptions>();
  command->add_option("stack", options->targets,
                      "Service names, or files (a path with a slash); none: all stacks");
  command->add_flag("--strict", options->strict, "Fail on warnings too");
  command->callback([&context, &exit, options] { exit = check(context, *options); });
}

}  // namespace warifu::cli
