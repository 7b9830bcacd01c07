// SPDX-License-Identifier: MIT
#include "kernel/agent/stamp_reader.h"

#include <algorithm>

#include "core/toml/table_reader.h"
#include "kernel/agent/signing_reader.h"
#include "kernel/agent/uid_list.h"

namespace warifu::agent {
namespace {

std::vector<Prefix> read_prefixes(const Node& node, Diagnostics& diagnostics) {
  constexpr const char* kRemedy = "write prefixes or addresses, for example [\"10.2.0.0/24\"]";
  std::vector<Prefix> prefixes;
  const Array* items = node.as<Array>();
  if (items == nullptr || items->empty()) {
    diagnostics.error(node.place(), "\"to\" is not a list of destinations", kRemedy);
    return prefixes;
  }
  for (const Node& item : *items) {
    const auto* text = item.as<std::string>();
    if (text == nullptr) {
      diagnostics.error(item.place(), std::string("a destination is ") + item.type_name(), kRemedy);
      continue;
    }
    const auto prefix = parse_prefix(*text);
    if (prefix) {
      prefixes.push_back(*prefix);
    } else {
      diagnostics.error(item.place(), "\"" + *text + "\" " + prefix.error(), kRemedy);
    }
  }
  return prefixes;
}

}  // namespace

std::vector<uint16_t> read_ports(const Node& node, Diagnostics& diagnostics) {
  constexpr const char* kRemedy = "write TCP ports from 1 to 65535, for example [5432]";
  std::vector<uint16_t> ports;
  const Array* items = node.as<Array>();
  if (items == nullptr || items->empty()) {
    diagnostics.error(node.place(), "\"ports\" is not a list of ports", kRemedy);
    return ports;
  }
  for (const Node& item : *items) {
    const auto* port = item.as<int64_t>();
    if (port == nullptr || *port < 1 || *port > 65535) {
      diagnostics.error(item.place(), "this is no TCP port", kRemedy);
    } else {
      ports.push_back(static_cast<uint16_t>(*port));
    }
  }
  std::sort(ports.begin(), ports.end());
  ports.erase(std::unique(ports.begin(), ports.end()), ports.end());
  return ports;
}

std::optional<StampEntry> read_stamp(const Node& node, const ConfigSources& sources, KeyRing& keys,
                                     Diagnostics& diagnostics) {
  const size_t before = diagnostics.items().size();
  TableReader reader(node, diagnostics);
  StampEntry entry;
  entry.place = node.place();
  if (reader.require("to", "name the destinations: to = [\"10.2.0.0/24\"]")) {
    entry.to = read_prefixes(*reader.find("to"), diagnostics);
  }
  if (reader.require("ports", "name the TCP ports: ports = [5432]")) {
    entry.ports = read_ports(*reader.find("ports"), diagnostics);
  }
  if (reader.require("uids", "name who is stamped: uids = [\"10000-59999\"], or \"all\"")) {
    entry.uids = read_uids(*reader.find("uids"), diagnostics);
  }
  if (reader.choice("scope", {"host", "userns"}) == "userns") entry.scope = Scope::kUserns;
  entry.signing = read_signing(reader, sources, keys);
  reader.finish();
  if (diagnostics.items().size() != before) return std::nullopt;
  return entry;
}

}  // namespace warifu::agent
