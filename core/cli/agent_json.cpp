// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include "core/cli/agent_output.h"
#include "kernel/agent/signing_text.h"

namespace warifu::cli {
namespace {

nlohmann::json to_json(const agent::StampEntry& entry) {
  auto to = nlohmann::json::array();
  for (const agent::Prefix& prefix : entry.to)
    to.push_back(agent::to_text(prefix));
  nlohmann::json json = {{"to", std::move(to)},
                         {"ports", entry.ports},
                         {"scope", entry.scope == agent::Scope::kHost ? "host" : "userns"},
                         {"form", agent::form_text(entry)}};
  if (!entry.signing) return json;
  json["slot"] = entry.signing->slot;
  json["bind"] = agent::bind_text(entry.signing->bind);
  for (const agent::SourceKey& key : entry.signing->keys) {
    json["keys"].push_back(
        {{"source", agent::to_text(key.source)}, {"fingerprint", agent::to_text(key.fingerprint)}});
  }
  return json;
}

nlohmann::json stamps_of(const agent::AgentStatus& status) {
  auto stamps = nlohmann::json::array();
  for (const agent::StampEntry& entry : status.configuration.stamps)
    stamps.push_back(to_json(entry));
  return stamps;
}

nlohmann::json keys_of(const agent::AgentStatus& status) {
  auto keys = nlohmann::json::array();
  for (const agent::KeyStatus& key : status.keys) {
    keys.push_back({{"fingerprint", agent::to_text(key.fingerprint)},
                    {"configured", key.configured},
                    {"claims", key.claims},
                    {"proofs", key.proofs},
                    {"last_used", key.last_used}});
  }
  return keys;
}

nlohmann::json to_json(const agent::RecordStatus& record) {
  return {{"configured", record.configured},
          {"pin", record.pin},
          {"pinned", record.pinned},
          {"readable", record.readable},
          {"why_not", record.why_not}};
}

nlohmann::json to_json(const agent::AgentStatus& status) {
  nlohmann::json counters = nlohmann::json::object();
  for (const agent::Counter& each : status.counters)
    counters[each.outcome->name] = each.value;
  nlohmann::json programs = nlohmann::json::object();
  for (const agent::AttachedProgram& each : status.programs) {
    programs[each.name] = each.program_id;
  }
  nlohmann::json json = {{"attached", status.attached},
                         {"running", status.running},
                         {"pid", status.pid},
                         {"generation", status.generation},
                         {"configured_at", status.configured_at},
                         {"stamp_entries", status.configuration.stamps.size()},
                         {"identity_entries", status.configuration.identities.size()},
                         {"listen_ports", status.configuration.listen_ports},
                         {"stamps", stamps_of(status)},
                         {"keys", keys_of(status)},
                         {"keys_until", nullptr},
                         {"keys_short", status.keys_short},
                         {"record", to_json(status.record)},
                         {"programs", std::move(programs)},
                         {"counters", std::move(counters)}};
  if (status.keys_until) json["keys_until"] = *status.keys_until;
  return json;
}

}  // namespace

void print_json(const agent::AgentStatus& status) {
  std::printf("%s\n", to_json(status).dump(2).c_str());
}

}  // namespace warifu::cli
