// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include "core/log/line.h"
#include "warifu/types.h"

namespace warifu {

// Everything one decision is logged with. Views live as long as the verify that makes it.
struct DecisionRecord {
  int64_t time = 0;  // CLOCK_REALTIME, nanoseconds
  std::string_view service;
  int verdict = 0;  // enum warifu_verdict
  int would = 0;    // the same, whatever the mode
  bool observe = false;
  int code = WARIFU_ERROR;
  bool has_uid = false;
  bool has_gid = false;
  uint32_t uid = 0;
  uint32_t gid = 0;
  std::string_view owner_name;  // attribute owner.name; may be empty
  std::string_view domain;
  int source = WARIFU_SOURCE_NONE;
  int outcome = WARIFU_OUTCOME_NOT_ASKED;
  bool has_peer = false;
  warifu_endpoint peer{};
  warifu_endpoint local{};
  std::string_view account;
  std::string_view resource;
  std::string_view reason_id;
  std::string_view reason;
  std::string_view file;  // what decided; empty where no entry did
  uint32_t line = 0;
  std::string_view module;
  int64_t latency_us = 0;
  uint64_t generation = 0;  // which loading of the stack
  bool has_claim = false;   // in the evidence: an option in the SYN
  bool has_proof = false;   // and one after it
};

// "record", "saved-syn", "unix-socket", "same-host", "none"; "?" for anything else.
std::string_view source_name(int source);
// "owner", "no-option", "not-saved", "malformed", "no-owner", "error", "not-asked"; else "?".
std::string_view outcome_name(int outcome);
// "claim", "proof", "both"; "" where the owner was not read from options.
std::string_view evidence_name(const DecisionRecord& record);
// "pass" for WARIFU_PASSED, "refused" for everything else.
std::string_view verdict_name(int verdict);

// One line of JSON, without a newline; the keys always in the same order, all of them always
// there, null where not known (warifu-log(5) lists them). Never more than a Line holds.
void append_json(Line& line, const DecisionRecord& record);

// One sentence for a person, less than PIPE_BUF bytes:
//   postgresql: refused uid 10042 gid 10042 (saved-syn) as "shop" on "shopdb" from
//   10.0.0.1:40000 by uid_allowlist at /etc/warifu/stacks/postgresql.toml:12
//   [uid_allowlist.not-listed]: uid 10042 is not in "uids"
// What others choose stands in quotes or, the reason, at the end, so that nobody's account can
// pass for another part of the sentence.
void append_sentence(Line& line, const DecisionRecord& record);

}  // namespace warifu
