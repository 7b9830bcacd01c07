// SPDX-License-Identifier: MIT
#pragma once

#include "kernel/agent/config.h"
#include "kernel/agent/source_address.h"

namespace warifu::agent {

// The words of agent.toml for enum warifu_bind, in its order.
inline constexpr std::array<std::string_view, 4> kBindWords = {"connection", "nat", "dnat", "isn"};
inline const char* bind_text(uint8_t bind) {
  return kBindWords.at(bind & 3).data();
}

// What an entry has written.
inline const char* form_text(const StampEntry& entry) {
  if (!entry.signing) return "plain claims";
  return entry.signing->proof ? "signed claims and proofs" : "signed claims";
}

}  // namespace warifu::agent
