// SPDX-License-Identifier: MIT
// warifu module list | show NAME
#include <nlohmann/json.hpp>

#include "core/cli/commands.h"
#include "core/diagnostic/escape.h"
#include "core/module/descriptor.h"

namespace warifu::cli {
namespace {

const char* type_name(uint32_t type) {
  switch (type) {
    case WARIFU_OPTION_BOOL:
      return "true or false";
    case WARIFU_OPTION_INTEGER:
      return "integer";
    case WARIFU_OPTION_STRING:
      return "string";
    case WARIFU_OPTION_CHOICE:
      return "choice";
    case WARIFU_OPTION_DURATION:
      return "duration";
    case WARIFU_OPTION_STRING_LIST:
      return "list of strings";
    case WARIFU_OPTION_STRING_MAP:
      return "table of strings";
    case WARIFU_OPTION_ID_LIST:
      return "list of ids";
    case WARIFU_OPTION_PATH:
      return "path";
    default:
      return "?";
  }
}

std::vector<std::string> flag_names(uint32_t flags) {
  std::vector<std::string> names;
  if ((flags & WARIFU_MODULE_MAY_BLOCK) != 0) names.emplace_back("may block");
  if ((flags & WARIFU_MODULE_THREAD_SAFE) != 0) names.emplace_back("thread-safe");
  if ((flags & WARIFU_MODULE_SETS_DOMAIN) != 0) names.emplace_back("sets the owner's domain");
  if ((flags & WARIFU_MODULE_SIGNATURE) != 0) names.emplace_back("checks signatures");
  if ((flags & WARIFU_MODULE_DECIDES_OWNER) != 0) names.emplace_back("decides on the owner");
  return names;
}

std::string or_empty(const char* text) {
  return text != nullptr ? escaped(text) : "";
}

nlohmann::json to_json(const warifu_option& option) {
  nlohmann::json json = {{"name", or_empty(option.name)},
                         {"type", type_name(option.type)},
                         {"required", (option.flags & WARIFU_OPTION_REQUIRED) != 0},
                         {"help", or_empty(option.help)}};
  if (option.default_value != nullptr) json["default"] = escaped(option.default_value);
  if (option.choices != nullptr) json["choices"] = escaped(option.choices);
  return json;
}

nlohmann::json to_json(const LoadedModule& module) {
  const warifu_module& from = module.descriptor();
  nlohmann::json json = {
      {"name", or_empty(from.name)},
      {"version", or_empty(from.version)},
      {"summary", or_empty(from.summary)},
      {"path", escaped(module.path())},
      {"abi", std::to_string(from.abi_major) + "." + std::to_string(from.abi_minor)},
      {"flags", flag_names(from.flags)}};
  json["options"] = nlohmann::json::array();
  for (uint32_t i = 0; i < from.option_count; ++i) {
    json["options"].push_back(to_json(option_at(from, i)));
  }
  json["reasons"] = nlohmann::json::array();
  for (uint32_t i = 0; i < from.reason_count; ++i) {
    json["reasons"].push_back({{"id", or_empty(from.name) + "." + or_empty(reason_at(from, i).id)},
                               {"meaning", or_empty(reason_at(from, i).meaning)},
                               {"remedy", or_empty(reason_at(from, i).remedy)}});
  }
  return json;
}

void print_option(const Context& context, const warifu_option& option) {
  std::string line = "  " + painted(context, Colour::kBold, or_empty(option.name)) + "  (" +
                     type_name(option.type);
  if (option.choices != nullptr) line += ": " + escaped(option.choices);
  if ((option.flags & WARIFU_OPTION_REQUIRED) != 0) line += ", required";
  if (option.default_value != nullptr) line += ", default " + escaped(option.default_value);
  std::printf("%s)\n      %s\n", line.c_str(), or_empty(option.help).c_str());
}

void print_text(const Context& context, const LoadedModule& module) {
  const warifu_module& from = module.descriptor();
  std::printf("%s %s: %s\n", painted(context, Colour::kBold, or_empty(from.name)).c_str(),
              or_empty(from.version).c_str(), or_empty(from.summary).c_str());
  std::printf("file   %s\nABI    %u.%u", escaped(module.path()).c_str(), from.abi_major,
              from.abi_minor);
  for (const std::string& flag : flag_names(from.flags))
    std::printf("; %s", flag.c_str());
  std::printf("\n\noptions\n");
  for (uint32_t i = 0; i < from.option_count; ++i)
    print_option(context, option_at(from, i));
  if (from.option_count == 0) std::printf("  none\n");
  std::printf("\nreasons\n");
  for (uint32_t i = 0; i < from.reason_count; ++i) {
    const warifu_reason& reason = reason_at(from, i);
    std::printf("  %s.%s\n      %s\n      %s\n", or_empty(from.name).c_str(),
                or_empty(reason.id).c_str(), or_empty(reason.meaning).c_str(),
                or_empty(reason.remedy).c_str());
  }
  if (from.reason_count == 0) std::printf("  none\n");
}

int show(const Context& context, const std::string& name) {
  ModuleTable modules(context.modules());
  const auto module = modules.load(name, "");
  if (!module) {
    Diagnostics diagnostics;
    diagnostics.error({}, module.error().text, "");
    print(context, diagnostics);
    return kExitCannotSay;
  }
  if (context.json) {
    std::printf("%s\n", to_json(**module).dump(2).c_str());
  } else {
    print_text(context, **module);
  }
  return kExitOk;
}

void list_one(const Context& context, ModuleTable& modules, const std::string& name,
              nlohmann::json& json, bool& all_load) {
  const auto module = modules.load(name, "");
  all_load = all_load && module.has_value();
  if (context.json) {
    json.push_back(
        module ? to_json(**module)
               : nlohmann::json{{"name", escaped(name)}, {"error", escaped(module.error().text)}});
  } else if (module) {
    std::printf("%-16s %-8s %s\n", escaped(name).c_str(),
                or_empty((*module)->descriptor().version).c_str(),
                or_empty((*module)->descriptor().summary).c_str());
  } else {
    std::printf("%-16s %s: %s\n", escaped(name).c_str(),
                painted(context, Colour::kRed, "does not load").c_str(),
                escaped(module.error().text).c_str());
  }
}

int list(const Context& context) {
  ModuleTable modules(context.modules());
  const auto names = modules.list();
  if (!names) {
    Diagnostics diagnostics;
    diagnostics.error({}, names.error().text, "name the folder with --module-dir");
    print(context, diagnostics);
    return kExitCannotSay;
  }
  nlohmann::json json = nlohmann::json::array();
  bool all_load = true;
  for (const std::string& name : *names)
    list_one(context, modules, name, json, all_load);
  if (context.json) std::printf("%s\n", json.dump(2).c_str());
  return all_load ? kExitOk : kExitNo;
}

}  // namespace

void add_module(CLI::App& app, const Context& context, int& exit) {
  CLI::App* const command = app.add_subcommand("module", "Look at the verifier modules");
  command->require_subcommand(1);
  command->add_subcommand("list", "The modules that are installed")->callback([&context, &exit] {
    exit = list(context);
  });
  CLI::App* const one = command->add_subcommand("show", "A module's options and reasons");
  auto name = std::make_shared<std::string>();
  one->add_option("name", *name, "Name of the module")->required();
  one->callback([&context, &exit, name] { exit = show(context, *name); });
}

}  // namespace warifu::cli
