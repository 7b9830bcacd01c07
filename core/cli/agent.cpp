// SPDX-License-Identifier: MIT
// warifu agent status | detach
#include <array>
#include <ctime>
#include <nlohmann/json.hpp>

#include "core/cli/commands.h"
#include "core/diagnostic/escape.h"
#include "kernel/agent/agent.h"

namespace warifu::cli {
namespace {

int fail(const Context& context, const Error& error, const std::string& remedy) {
  Diagnostics diagnostics;
  diagnostics.error({}, error.text, remedy);
  print(context, diagnostics);
  return kExitCannotSay;
}

nlohmann::json to_json(const agent::AgentStatus& status) {
  nlohmann::json counters = nlohmann::json::object();
  for (const agent::Counter& each : status.counters)
    counters[each.outcome->name] = each.value;
  nlohmann::json programs = nlohmann::json::object();
  for (const agent::AttachedProgram& each : status.programs) {
    programs[each.name] = each.program_id;
  }
  return {{"attached", status.attached},
          {"running", status.running},
          {"pid", status.pid},
          {"generation", status.generation},
          {"configured_at", status.configured_at},
          {"stamp_entries", status.configuration.stamps.size()},
          {"identity_entries", status.configuration.identities.size()},
          {"listen_ports", status.configuration.listen_ports},
          {"programs", std::move(programs)},
          {"counters", std::move(counters)}};
}

std::string time_text(uint64_t unix_seconds) {
  const auto seconds = static_cast<time_t>(unix_seconds);
  tm utc{};
  std::array<char, 32> text{};
  if (gmtime_r(&seconds, &utc) == nullptr) return "?";
  std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S UTC", &utc);
  return text.data();
}

void print_counters(const Context& context, const agent::AgentStatus& status) {
  std::printf("counters since the programs were first loaded:\n");
  for (const agent::Counter& each : status.counters) {
    const std::string line = std::string(each.outcome->name);
    std::printf("  %12llu  %-22s %s\n", static_cast<unsigned long long>(each.value), line.c_str(),
                painted(context, Colour::kDim, each.outcome->meaning).c_str());
  }
}

void print_text(const Context& context, const agent::AgentStatus& status) {
  const std::string stamping = status.attached ? painted(context, Colour::kGreen, "attached")
                                               : painted(context, Colour::kRed, "incomplete");
  std::printf("programs: %s", stamping.c_str());
  for (const agent::AttachedProgram& each : status.programs) {
    std::printf(" %s(%u)", each.name.c_str(), each.program_id);
  }
  if (status.running) {
    std::printf("\nagent:    running (process %d)\n", static_cast<int>(status.pid));
  } else {
    std::printf("\nagent:    %s; what is attached goes on without it\n",
                painted(context, Colour::kYellow, "not running").c_str());
  }
  std::printf(
      "in force: configuration %u, since %s: %zu stamp, %zu identity entries, %zu listen "
      "ports\n",
      status.generation, time_text(status.configured_at).c_str(),
      status.configuration.stamps.size(), status.configuration.identities.size(),
      status.configuration.listen_ports.size());
  print_counters(context, status);
}

int show_status(const Context& context, const std::string& pins) {
  const auto status = agent::agent_status(pins);
  if (!status) return fail(context, status.error(), "");
  if (context.json) {
    std::printf("%s\n", to_json(*status).dump(2).c_str());
  } else {
    print_text(context, *status);
  }
  return status->attached ? kExitOk : kExitNo;
}

int detach(const Context& context, const std::string& pins) {
  const auto done = agent::agent_detach(pins);
  if (!done) return fail(context, done.error(), "");
  if (context.json) {
    std::printf("{\"attached\": false}\n");
  } else {
    std::printf("detached: no connection of this host is stamped any more\n");
  }
  return kExitOk;
}

}  // namespace

void add_agent(CLI::App& app, const Context& context, int& exit) {
  CLI::App* const command = app.add_subcommand("agent", "This host's stamping of connections");
  command->require_subcommand(1);
  auto pins = std::make_shared<std::string>(agent::kDefaultPinFolder);
  command->add_option("--bpffs", *pins, "Folder that holds the agent's pins")
      ->capture_default_str();
  command->add_subcommand("status", "What is attached, in force and counted")
      ->callback([&context, &exit, pins] { exit = show_status(context, *pins); });
  command->add_subcommand("detach", "End stamping: stop the agent and detach its programs")
      ->callback([&context, &exit, pins] { exit = detach(context, *pins); });
}

}  // namespace warifu::cli
