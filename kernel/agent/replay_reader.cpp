// SPDX-License-Identifier: MIT
#include "kernel/agent/replay_reader.h"

#include <algorithm>
#include <set>

#include "kernel/wire/option.h"

namespace warifu::agent {
namespace {

constexpr size_t kMaximumServiceName = 64;

bool is_small_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

// DESIGN: [a-z0-9][a-z0-9_-]*; it becomes the name of a folder.
bool is_service_name(std::string_view name) {
  return !name.empty() && name.size() <= kMaximumServiceName &&
         is_small_alphanumeric(name.front()) && std::all_of(name.begin(), name.end(), [](char c) {
           return is_small_alphanumeric(c) || c == '_' || c == '-';
         });
}

std::optional<std::string> read_service(TableReader& reader) {
  auto service = reader.text("service");
  if (!service || is_service_name(*service)) return service;
  reader.diagnostics().error(
      reader.find("service")->place(), "\"" + *service + "\" is no name of a service",
      "use small letters, digits, \"-\" and \"_\": service = \"postgresql\"");
  return std::nullopt;
}

// A name, or a uid.
std::optional<uint32_t> read_user(TableReader& reader, const ConfigSources& sources) {
  const Node* node = reader.find("user");
  if (node == nullptr) return std::nullopt;
  if (node->as<int64_t>() != nullptr) {
    const auto uid = reader.integer("user", 0, WARIFU_NO_ID - 1);
    return uid ? std::optional(static_cast<uint32_t>(*uid)) : std::nullopt;
  }
  const auto name = reader.text("user");
  if (!name) return std::nullopt;
  const bool is_c_string = !name->empty() && name->find('\0') == name->npos;
  const auto uid = is_c_string ? sources.uid_of(*name) : std::nullopt;
  if (!uid) {
    reader.diagnostics().error(node->place(), "there is no user \"" + *name + "\"",
                               "name the user that the server runs as, or its uid");
  }
  return uid;
}

}  // namespace

std::vector<ReplayEntry> read_replays(const Array& array, const ConfigSources& sources,
                                      Diagnostics& diagnostics) {
  std::vector<ReplayEntry> entries;
  std::set<std::string> seen;
  for (const Node& node : array) {
    TableReader reader(node, diagnostics);
    reader.require("service", "name the service: service = \"postgresql\"");
    reader.require("user", "name the user that the server runs as: user = \"postgres\"");
    const auto service = read_service(reader);
    const auto uid = read_user(reader, sources);
    reader.finish();
    if (!service || !uid) continue;
    if (!seen.insert(*service).second) {
      diagnostics.error(node.place(), "this service has a [[replay]] already",
                        "keep one for each service");
    }
    entries.push_back({node.place(), *service, *uid});
  }
  return entries;
}

}  // namespace warifu::agent
