// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "core/toml/table_reader.h"
#include "kernel/agent/config.h"
#include "kernel/agent/config_sources.h"

namespace warifu::agent {

// Takes slot, bind, keys and proof out of a [[stamp]]; nothing where there are no keys, or
// mistakes (all are reported). The secrets go to `keys`.
std::optional<Signing> read_signing(TableReader& reader, const ConfigSources& sources,
                                    KeyRing& keys);

// Reports secrets that stand in several entries and must not: one with a different bind (a key
// has one, at both ends), and one that does not sign the destination (a server of the one entry
// could relay a claim to the other's).
void refuse_shared_secrets(const std::vector<StampEntry>& stamps, Diagnostics& diagnostics);

}  // namespace warifu::agent
