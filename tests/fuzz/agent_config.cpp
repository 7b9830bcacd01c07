// SPDX-License-Identifier: MIT
// agent.toml: read, compiled to rows, and read back.
#include <cstdlib>
#include <string_view>

#include "kernel/agent/config_reader.h"
#include "kernel/agent/tables.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace warifu;
  using namespace warifu::agent;
  Diagnostics diagnostics;
  const AgentConfig config = read_agent_config(
      std::string_view(reinterpret_cast<const char*>(data), size), "agent.toml", diagnostics);
  if (diagnostics.has_errors()) return 0;
  const Tables tables = compile(config, diagnostics);
  for (const UidRow& row : tables.uids) {
    if (row.ids.length > 32) std::abort();
  }
  for (const CgroupRow& row : tables.cgroups) {
    if (row.name.empty() || row.name.size() >= WARIFU_CGROUP_NAME) std::abort();
  }
  return 0;
}
