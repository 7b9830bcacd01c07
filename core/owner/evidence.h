// SPDX-License-Identifier: MIT
// What was read of a connection's owner, and the readers.
#pragma once

#include <cstdint>
#include <string>

#include "core/stack/owner_config.h"
#include "kernel/wire/record.h"
#include "warifu/module.h"

namespace warifu {

class RecordMap;

// The result of looking for an owner, self-contained and immutable once read.
// `raw` is what modules see; the owner is the claim as decoded, else the proof, not yet verified
// by anyone: neither a MAC nor a slot has been looked at. Where claim and proof name different
// owners nobody is named, and `raw` has both.
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

// Reads the owner of an accepted socket from the sources that `config` names, in order;
// `records` are for the source "record" (nullptr: it is not available):
//  - a source that is not available for this socket is passed over;
//  - an owner, and an option that is malformed, end the search;
//  - after a SYN without an option, where no proof followed that could be known, only the local
//    sources are still asked.
// Where nobody is found, the most telling answer is given as outcome and reason: that the SYN
// carried no option, else that it was not saved, else what a local source said, else that no
// source fits the socket; `detail` has the particulars of every source that had some.
//
// Call once, on the thread that accepted: the kernel hands a saved SYN out once only, and a
// local peer can be looked up only while it is there. Allocates only to fill `detail`. Any
// thread.
Evidence read_evidence(int fd, const OwnerConfig& config, RecordMap* records = nullptr);

// What "saved-syn" would read from these bytes: a SYN's headers as TCP_SAVED_SYN returns
// them (IP header first); a length of 0 is a SYN that was not saved. The stack must name that
// source. There is no socket: no cookie, and the endpoints are the SYN's. Any thread.
Evidence evidence_from_syn(const uint8_t* bytes, size_t length, const OwnerConfig& config);

// The same for "record", and a record at hand.
Evidence evidence_from_record(const warifu_record& record, const OwnerConfig& config);

}  // namespace warifu
