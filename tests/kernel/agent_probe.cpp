// SPDX-License-Identifier: MIT
// The agent's interface for other programs, as a command: `status PINS RECORDS` prints JSON,
// `detach PINS RECORDS` ends stamping; 1 and the reason on standard error where that fails.
#include <iostream>
#include <nlohmann/json.hpp>

#include "kernel/agent/agent.h"
#include "kernel/agent/source_address.h"

using namespace warifu;
using namespace warifu::agent;

namespace {

nlohmann::json ranges_to_json(const std::vector<IdRange>& ranges) {
  auto list = nlohmann::json::array();
  for (const IdRange& range : ranges)
    list.push_back({range.first, range.last});
  return list;
}

nlohmann::json signing_to_json(const Signing& signing) {
  auto keys = nlohmann::json::array();
  for (const SourceKey& key : signing.keys)
    keys.push_back({to_text(key.source), to_text(key.fingerprint)});
  return {{"slot", signing.slot}, {"bind", signing.bind}, {"proof", signing.proof}, {"keys", keys}};
}

nlohmann::json keys_to_json(const std::vector<KeyStatus>& keys) {
  auto json = nlohmann::json::object();
  for (const KeyStatus& key : keys) {
    json[to_text(key.fingerprint)] = {{"configured", key.configured},
                                      {"claims", key.claims},
                                      {"proofs", key.proofs},
                                      {"last_used", key.last_used}};
  }
  return json;
}

nlohmann::json record_to_json(const RecordStatus& record) {
  return {{"configured", record.configured},
          {"pin", record.pin},
          {"pinned", record.pinned},
          {"readable", record.readable},
          {"why_not", record.why_not}};
}

nlohmann::json to_json(const AgentConfig& config) {
  nlohmann::json json = {{"kind", config.kind},
                         {"exid", config.exid},
                         {"listen", config.listen_ports},
                         {"record", config.record},
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
    if (entry.signing) json["stamps"].back()["signing"] = signing_to_json(*entry.signing);
  }
  for (const IdentityEntry& entry : config.identities) {
    nlohmann::json identity = {{"cgroup", entry.cgroup}, {"uids", ranges_to_json(entry.uids)}};
    if (entry.as) identity["as"] = {entry.as->uid, entry.as->gid};
    json["identities"].push_back(identity);
  }
  return json;
}

int print_status(const std::string& pins, const std::string& records) {
  const auto status = agent_status(pins, records);
  if (!status) {
    std::cerr << status.error().text << '\n';
    return 1;
  }
  nlohmann::json json = {{"attached", status->attached},
                         {"running", status->running},
                         {"pid", status->pid},
                         {"generation", status->generation},
                         {"configured_at", status->configured_at},
                         {"configuration", to_json(status->configuration)},
                         {"keys", keys_to_json(status->keys)},
                         {"keys_until", status->keys_until.value_or(0)},
                         {"keys_short", status->keys_short},
                         {"record", record_to_json(status->record)}};
  for (const AttachedProgram& program : status->programs) {
    json["programs"][program.name] = program.program_id;
  }
  for (const Counter& counter : status->counters) {
    json["counters"].push_back({{"name", counter.outcome->name}, {"value", counter.value}});
  }
  std::cout << json << '\n';
  return 0;
}

int detach(const std::string& pins, const std::string& records) {
  const auto done = agent_detach(pins, records);
  if (!done) std::cerr << done.error().text << '\n';
  return done ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string command = argc == 4 ? argv[1] : "";
  if (command == "status") return print_status(argv[2], argv[3]);
  if (command == "detach") return detach(argv[2], argv[3]);
  std::cerr << "usage: agent_probe status|detach PINS RECORDS\n";
  return 2;
}
