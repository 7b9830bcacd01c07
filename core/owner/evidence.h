// SPDX-License-Identifier: MIT
// What was read of a connection's owner, and the readers.
#pragma once

#include <cstdint>
#include <string>

#include "core/stack/stack_file.h"
#include "warifu/module.h"

namespace warifu {

// The result of looking for an owner, self-contained and immutable once read.
// `raw` is what modules see; the owner is the claim as decoded, not yet verified by anyone.
struct Evidence {
  warifu_evidence raw{};
  bool has_uid = false;
  bool has_gid = false;
  uint32_t uid = 0;
  uint32_t gid = 0;
  warifu_endpoint peer{};  // client's address, whatever the source; zero: not known
  warifu_endpoint local{};
  const char* reason_id =
      "";              // id in the catalogue ("owner.not-saved"); "" where there is an owner
  std::string detail;  // this connection's particulars, a sentence; may be empty
};

// Reads the owner of an accepted socket from the sources that `config` names, in order.
// Call once, on the thread that accepted. Any thread.
Evidence read_evidence(int fd, const OwnerConfig& config);

// The same from a SYN's headers as TCP_SAVED_SYN returns them (IP header first).
Evidence evidence_from_syn(const uint8_t* bytes, size_t length, const OwnerConfig& config);

}  // namespace warifu
