// SPDX-License-Identifier: MIT
// The agent's interface for other programs, as a command: `status FOLDER` prints JSON, `detach
// FOLDER` ends stamping; 1 and the reason on standard error where that fails.
#include <iostream>
#include <nlohmann/json.hpp>

#include "kernel/agent/agent.h"

using namespace warifu;
using namespace warifu::agent;

namespace {

nlohmann::json ranges_to_json(const std::vector<IdRange>& ranges) {
  auto list = nlohmann::json::array();
  for (const IdRange& range : ranges)
    list.push_back({range.first, range.last});
  return list;
}

nlohmann::json to_json(const AgentConfig& config) {
  nlohmann::json json = {{"kind", config.kind},
                         {"exid", config.exid},
                         {"listen", config.listen_ports},
                         {"stamps", nlohmann::json::array()},
                         {"identities", nlohmann::json::array()}};
  for (const StampEntry& entry : config.stamps) {
    auto to = nlohmann::json::array();
    for (const Prefix& prefix : entry.to)
      to.push_back(to_text(prefix));
    json["stamps"].push_back({{"to", to},
                              {"ports", entry.ports},
                              {"uids", ranges_to_json(entry.uids)},
                              {"scope", entry.scope == Scope::kHost ? "host" : "userns"}});
  }
  for (const IdentityEntry& entry : config.identities) {
    nlohmann::json identity = {{"cgroup", entry.cgroup}, {"uids", ranges_to_json(entry.uids)}};
    if (entry.as) identity["as"] = {entry.as->uid, entry.as->gid};
    json["identities"].push_back(identity);
  }
  return json;
}

int print_status(const std::string& folder) {
  const auto status = agent_status(folder);
  if (!status) {
    std::cerr << status.error().text << '\n';
    return 1;
  }
  nlohmann::json json = {{"attached", status->attached},
                         {"running", status->running},
                         {"pid", status->pid},
                         {"generation", status->generation},
                         {"configured_at", status->configured_at},
                         {"configuration", to_json(status->configuration)}};
  for (const AttachedProgram& program : status->programs) {
    json["programs"][program.name] = program.program_id;
  }
  for (const Counter& counter : status->counters) {
    json["counters"].push_back({{"name", counter.outcome->name}, {"value", counter.value}});
  }
  std::cout << json << '\n';
  return 0;
}

int detach(const std::string& folder) {
  const auto done = agent_detach(folder);
  if (!done) std::cerr << done.error().text << '\n';
  return done ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string command = argc == 3 ? argv[1] : "";
  if (command == "status") return print_status(argv[2]);
  if (command == "detach") return detach(argv[2]);
  std::cerr << "usage: agent_probe status|detach FOLDER\n";
  return 2;
}
