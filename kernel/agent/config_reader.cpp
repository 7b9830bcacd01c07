// SPDX-License-Identifier: MIT
#include "kernel/agent/config_reader.h"

#include <set>

#include "core/toml/table_reader.h"
#include "core/trust/trust.h"
#include "kernel/agent/identity_reader.h"
#include "kernel/agent/planned_keys.h"
#include "kernel/agent/stamp_reader.h"

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
  refuse_planned_keys(reader, {"record"});
  reader.finish();
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
                              Diagnostics& diagnostics) {
  AgentConfig config;
  const Node root = parse_toml(text, file, diagnostics);
  if (diagnostics.has_errors()) return config;
  TableReader reader(root, diagnostics);
  if (const Node* wire = reader.table("wire")) read_wire(*wire, config, diagnostics);
  if (const Node* listen = reader.table("listen")) read_listen(*listen, config, diagnostics);
  if (const Array* stamps = reader.array("stamp")) {
    for (const Node& node : *stamps) {
      auto entry = read_stamp(node, diagnostics);
      if (entry) config.stamps.push_back(*std::move(entry));
    }
  }
  if (const Array* identities = reader.array("identity")) {
    read_identities(*identities, config, diagnostics);
  }
  refuse_planned_keys(reader, {"replay"});
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
  return read_agent_config(*text, path, diagnostics);
}

}  // namespace warifu::agent
