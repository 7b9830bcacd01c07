// SPDX-License-Identifier: MIT
#include "kernel/agent/identity_reader.h"

#include "core/toml/table_reader.h"
#include "kernel/agent/uid_list.h"
#include "kernel/bpf/layout.h"

namespace warifu::agent {
namespace {

std::vector<std::string> read_cgroup(TableReader& reader) {
  const auto path = reader.text("cgroup");
  if (!path) return {};
  auto components = split_cgroup_path(*path);
  if (components) return *std::move(components);
  reader.diagnostics().error(
      reader.find("cgroup")->place(), "\"" + *path + "\" " + components.error().text,
      "write the path below the root of the cgroup2 hierarchy: \"machine.slice/tenant-a\"");
  return {};
}

std::optional<FixedOwner> read_fixed_owner(const Node& node, Diagnostics& diagnostics) {
  TableReader reader(node, diagnostics);
  constexpr const char* kRemedy = "write as = { uid = 70001, gid = 70001 }";
  const bool has_uid = reader.require("uid", kRemedy);
  const bool has_gid = reader.require("gid", kRemedy);
  const auto uid = reader.integer("uid", 0, WARIFU_NO_ID - 1);
  const auto gid = reader.integer("gid", 0, WARIFU_NO_ID - 1);
  reader.finish();
  if (!has_uid || !has_gid || !uid || !gid) return std::nullopt;
  return FixedOwner{static_cast<uint32_t>(*uid), static_cast<uint32_t>(*gid)};
}

std::optional<Error> component_mistake(std::string_view component) {
  if (component.empty()) return Error{ErrorKind::kArgument, "has an empty component"};
  if (component == "." || component == "..") {
    return Error{ErrorKind::kArgument, "has a \".\" or \"..\" in it"};
  }
  if (component.size() >= WARIFU_CGROUP_NAME) {
    return Error{ErrorKind::kArgument, "has a component of more than 255 bytes"};
  }
  if (component.find('\0') != std::string_view::npos) {
    return Error{ErrorKind::kArgument, "has a zero byte in it"};
  }
  return std::nullopt;
}

}  // namespace

Result<std::vector<std::string>> split_cgroup_path(std::string_view path) {
  if (path.starts_with('/')) path.remove_prefix(1);
  if (path.empty()) {
    return failure(ErrorKind::kArgument, "is the root, below which every task is");
  }
  std::vector<std::string> components;
  for (size_t begin = 0; begin <= path.size();) {
    const size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view component = path.substr(begin, end - begin);
    if (auto mistake = component_mistake(component)) return tl::unexpected<Error>(*mistake);
    components.emplace_back(component);
    begin = end + 1;
  }
  if (components.size() > WARIFU_CGROUP_DEPTH) {
    return failure(ErrorKind::kArgument,
                   "has more than " + std::to_string(WARIFU_CGROUP_DEPTH) + " components");
  }
  return components;
}

std::optional<IdentityEntry> read_identity(const Node& node, Diagnostics& diagnostics) {
  const size_t before = diagnostics.items().size();
  TableReader reader(node, diagnostics);
  IdentityEntry entry;
  entry.place = node.place();
  if (reader.require("cgroup", "name the cgroup: cgroup = \"machine.slice/tenant-a\"")) {
    entry.cgroup = read_cgroup(reader);
  }
  const Node* uids = reader.find("uids");
  const Node* as = reader.find("as");
  if (uids != nullptr) entry.uids = read_uids(*uids, diagnostics);
  if (as != nullptr) entry.as = read_fixed_owner(*as, diagnostics);
  if ((uids != nullptr) == (as != nullptr)) {
    diagnostics.error(node.place(), "an identity has either \"uids\" or \"as\"",
                      "say which uids its tasks may have, or which owner they are");
  }
  reader.finish();
  if (diagnostics.items().size() != before) return std::nullopt;
  return entry;
}

}  // namespace warifu::agent
