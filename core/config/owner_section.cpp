// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include "core/config/stack_reader.h"
#include "core/diagnostic/did_you_mean.h"

namespace warifu {
namespace {

constexpr std::pair<std::string_view, int> kSources[] = {{"record", WARIFU_SOURCE_RECORD},
                                                         {"saved-syn", WARIFU_SOURCE_SAVED_SYN},
                                                         {"unix-socket", WARIFU_SOURCE_UNIX_SOCKET},
                                                         {"same-host", WARIFU_SOURCE_SAME_HOST}};

constexpr char kNameSources[] = "name at least one of: record, saved-syn, unix-socket, same-host";

// One name of `sources`; 0 after reporting.
int read_source(const Node& node, Diagnostics& diagnostics) {
  const auto* name = node.as<std::string>();
  if (name == nullptr) {
    diagnostics.error(node.place(), std::string("a source cannot be ") + node.type_name(),
                      "write its name in double quotes");
    return 0;
  }
  std::vector<std::string_view> names;
  for (const auto& [candidate, source] : kSources) {
    if (candidate == *name) return source;
    names.push_back(candidate);
  }
  diagnostics.error(node.place(), "no source is called \"" + *name + "\"",
                    suggestion(*name, names, "write one of"));
  return 0;
}

void read_sources(TableReader& reader, OwnerConfig& owner) {
  const Array* names = reader.array("sources");
  if (names == nullptr) return;
  owner.sources.clear();
  for (const Node& node : *names) {
    const int source = read_source(node, reader.diagnostics());
    if (source == 0) continue;
    const auto& known = owner.sources;
    if (std::find(known.begin(), known.end(), source) != known.end()) {
      reader.diagnostics().error(node.place(), "this source stands here twice", "remove one");
    } else {
      owner.sources.push_back(source);
    }
  }
  if (names->empty()) {
    reader.diagnostics().error(reader.find("sources")->place(),
                               "without a source no owner is ever found", kNameSources);
  }
}

void read_exid(TableReader& reader, OwnerConfig& owner) {
  const Node* node = reader.find("exid");
  const auto* value = node == nullptr ? nullptr : node->as<int64_t>();
  if (value != nullptr && *value == 0) {
    reader.diagnostics().error(node->place(), "\"exid\" cannot be 0: tcpriv's own options begin so",
                               "write the number that agent.toml has on the clients, 1 to 65535");
    return;
  }
  if (const auto exid = reader.integer("exid", 1, 0xFFFF)) {
    owner.exid = static_cast<uint16_t>(*exid);
  }
}

}  // namespace

void read_owner_section(TableReader& file, StackFile& stack) {
  const Node* section = file.table("owner");
  if (section == nullptr) return;
  stack.owner_place = section->place();
  TableReader reader(*section, file.diagnostics());
  read_sources(reader, stack.owner);
  if (const Node* sources = reader.find("sources")) stack.sources_place = sources->place();
  if (const Node* accept = reader.find("accept_tcpriv")) stack.owner_place = accept->place();
  stack.owner.accept_tcpriv = reader.boolean("accept_tcpriv").value_or(false);
  if (const auto kind = reader.integer("kind", 253, 254)) {
    stack.owner.kind = static_cast<uint8_t>(*kind);
  }
  read_exid(reader, stack.owner);
  reader.finish(hints_below_top());
}

}  // namespace warifu
