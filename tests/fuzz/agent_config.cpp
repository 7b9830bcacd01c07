// SPDX-License-Identifier: MIT
// agent.toml: read, compiled to rows, and read back.
#include <cstdlib>
#include <string_view>

#include "kernel/agent/config_reader.h"
#include "kernel/agent/tables.h"

namespace {

// No file and no user of this machine: a secret is its name's first bytes.
warifu::agent::ConfigSources made_up_sources() {
  return {[](const std::string& name) -> warifu::Result<warifu::wire::Secret> {
            if (name.empty()) return warifu::failure(warifu::ErrorKind::kConfiguration, "no name");
            warifu::wire::Secret secret;
            std::copy_n(name.begin(), std::min(name.size(), warifu::wire::kSecretBytes),
                        secret.writable().begin());
            return secret;
          },
          [](const std::string& name) -> std::optional<uint32_t> {
            return name == "nobody" ? std::optional<uint32_t>(65534) : std::nullopt;
          }};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace warifu;
  using namespace warifu::agent;
  Diagnostics diagnostics;
  const AgentConfig config =
      read_agent_config(std::string_view(reinterpret_cast<const char*>(data), size), "agent.toml",
                        made_up_sources(), diagnostics);
  if (diagnostics.has_errors()) return 0;
  const Tables tables = compile(config, diagnostics);
  for (const UidRow& row : tables.uids) {
    if (row.ids.length > 32) std::abort();
  }
  for (const CgroupRow& row : tables.cgroups) {
    if (row.name.empty() || row.name.size() >= WARIFU_CGROUP_NAME) std::abort();
  }
  for (const SourceRow& row : tables.sources) {
    if (row.key >= tables.keys.size() || row.stamp >= config.stamps.size()) std::abort();
  }
  for (const DestinationRow& row : tables.destinations) {
    if (row.slot > 15 || row.bind > 3 || row.form > WARIFU_FORM_CLAIM_AND_PROOF) std::abort();
  }
  return 0;
}
