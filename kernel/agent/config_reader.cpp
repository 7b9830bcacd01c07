// SPDX-License-Identifier: MIT
#include "kernel/agent/config_reader.h"

#include <filesystem>
#include <fstream>
#include <set>

#include "core/toml/table_reader.h"
#include "core/trust/trust.h"
#include "kernel/agent/identity_reader.h"
#include "kernel/agent/replay_reader.h"
#include "kernel/agent/signing_reader.h"
#include "kernel/agent/stamp_reader.h"
#include "kernel/agent/subordinate_ids.h"

namespace warifu::agent {
namespace {

void read_wire(const Node& node, AgentConfig& config, Diagnostics& diagnostics) {
  TableReader reader(node, diagnostics);
  const auto kind = reader.integer("kind", WARIFU_OPTION_KIND_OTHER, WARIFU_OPTION_KIND);
  if (kind) config.kind = static_cast<uint8_t>(*kind);
  const auto exid = reader.integer("exid", 0, 0xFFFF);
  if (exid == WARIFU_OPTION_EXID_REFUSED) {
    diagnostics.error(reader.find("exid")->place(), "exid 0 is the prefix of another option",
                      "use another 16-bit number, the same on both ends (default 0x5746)");
  } else if (exid) {
    config.exid = static_cast<uint16_t>(*exid);
  }
  reader.finish();
}

void read_listen(const Node& node, AgentConfig& config, Diagnostics& diagnostics) {
  TableReader reader(node, diagnostics);
  if (reader.require("ports", "name the servers' ports: ports = [5432]")) {
    config.listen_ports = read_ports(*reader.find("ports"), diagnostics);
  }
  config.record = reader.boolean("record").value_or(false);
  reader.finish();
}

void read_key_settings(const Node& node, AgentConfig& config, Diagnostics& diagnostics) {
  TableReader reader(node, diagnostics);
  if (const auto ahead = reader.duration("ahead")) {
    if (*ahead < kMinimumKeysAhead || *ahead > kMaximumKeysAhead) {
      diagnostics.error(reader.find("ahead")->place(),
                        "keys cannot be derived so little or so far ahead",
                        "write a time from \"10m\" to \"720h\"");
    } else {
      config.keys_ahead = std::chrono::ceil<std::chrono::seconds>(*ahead);
    }
  }
  reader.finish();
}

void read_stamps(const Array& array, const ConfigSources& sources, AgentConfig& config,
                 Diagnostics& diagnostics) {
  for (const Node& node : array) {
    auto entry = read_stamp(node, sources, config.keys, diagnostics);
    if (entry) config.stamps.push_back(*std::move(entry));
  }
  refuse_shared_secrets(config.stamps, diagnostics);
}

void read_identities(const Array& array, AgentConfig& config, Diagnostics& diagnostics) {
  std::set<std::vector<std::string>> seen;
  for (const Node& node : array) {
    auto entry = read_identity(node, diagnostics);
    if (!entry) continue;
    if (!seen.insert(entry->cgroup).second) {
      diagnostics.error(entry->place, "this cgroup has an identity already",
                        "keep one [[identity]] for each cgroup");
    }
    config.identities.push_back(*std::move(entry));
  }
}

}  // namespace

AgentConfig read_agent_config(std::string_view text, const std::string& file,
                              const ConfigSources& sources, Diagnostics& diagnostics) {
  AgentConfig config;
  const Node root = parse_toml(text, file, diagnostics);
  if (diagnostics.has_errors()) return config;
  TableReader reader(root, diagnostics);
  if (const Node* wire = reader.table("wire")) read_wire(*wire, config, diagnostics);
  if (const Node* listen = reader.table("listen")) read_listen(*listen, config, diagnostics);
  if (const Node* keys = reader.table("keys")) read_key_settings(*keys, config, diagnostics);
  if (const Array* stamps = reader.array("stamp")) {
    read_stamps(*stamps, sources, config, diagnostics);
  }
  if (const Array* identities = reader.array("identity")) {
    read_identities(*identities, config, diagnostics);
  }
  if (const Array* replays = reader.array("replay")) {
    config.replays = read_replays(*replays, sources, diagnostics);
  }
  reader.finish();
  return config;
}

AgentConfig load_agent_config(const std::string& path, Diagnostics& diagnostics) {
  const auto file = open_trusted_file(path, TrustPolicy{}, Secrecy::kPublic);
  const auto text = file ? file->read(kMaximumConfigBytes) : tl::unexpected<Error>(file.error());
  if (!text) {
    diagnostics.error(Place{path}, text.error().text, "");
    return {};
  }
  const std::string folder = std::filesystem::path(path).parent_path();
  AgentConfig config = read_agent_config(*text, path, machine_sources(folder), diagnostics);
  std::ifstream subordinate(kSubordinateUidPath);
  warn_of_subordinate_uids(config, read_subordinate_ranges(subordinate), diagnostics);
  return config;
}

}  // namespace warifu::agent
