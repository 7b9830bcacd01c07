// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "core/cache/cache_key.h"
#include "core/module/instance.h"

namespace warifu {

struct EntryIdentity {
  const std::string& service;
  const std::string& name;  // the entry's
  const ModuleInstance& instance;
};

// SHA-256 of all that decides what an entry's cached values mean: service, module and its version,
// the entry's name and the values of its options (not where they were written), and `ordinal`. The
// same over reloads that change none of these. Nothing where OpenSSL has no SHA-256.
std::optional<CacheOwner> entry_fingerprint(const EntryIdentity& entry, uint32_t ordinal);

}  // namespace warifu
