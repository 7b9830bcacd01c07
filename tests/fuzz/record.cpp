// SPDX-License-Identifier: MIT
// Input: one byte of configuration (bit 0: kind 253, bit 1: accept tcpriv), then a struct
// warifu_record as the map gives it, in this machine's byte order; what is missing is 0.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "core/owner/evidence.h"
#include "core/reason/reason.h"

using namespace warifu;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

bool has_options(const Evidence& evidence) {
  return evidence.raw.claim_length != 0 || evidence.raw.proof_length != 0;
}

// What modules and the log take for granted.
void check(const Evidence& evidence) {
  const int outcome = evidence.raw.outcome;
  const bool owner = outcome == WARIFU_OUTCOME_OWNER;
  require(outcome == WARIFU_OUTCOME_NOT_ASKED || outcome == WARIFU_OUTCOME_NO_OPTION ||
          outcome == WARIFU_OUTCOME_MALFORMED || owner);
  require(evidence.has_uid == owner);
  require(owner || !evidence.has_gid);
  require(evidence.raw.claim_length <= sizeof(evidence.raw.claim));
  require(evidence.raw.proof_length <= sizeof(evidence.raw.proof));
  require(owner == (evidence.reason_id[0] == '\0'));
  require(owner || find_core_reason(evidence.reason_id) != nullptr);
  const bool disagreement = std::strcmp(evidence.reason_id, reason::kOwnerDisagreement) == 0;
  require(!owner || has_options(evidence));
  require(owner || disagreement || !has_options(evidence));
  require(!disagreement || (evidence.raw.claim_length != 0 && evidence.raw.proof_length != 0));
  require((outcome == WARIFU_OUTCOME_MALFORMED || outcome == WARIFU_OUTCOME_NOT_ASKED) ==
          !evidence.detail.empty());
}

// Nobody is named by bytes that no segment at hand had, and no owner without the whole record.
void check_against(const warifu_record& record, const Evidence& evidence) {
  const bool syn = (record.flags & WARIFU_RECORD_SYN) != 0;
  const bool establishing = (record.flags & WARIFU_RECORD_ESTABLISHING) != 0;
  require(syn || evidence.raw.claim_length == 0);
  require(establishing || evidence.raw.proof_length == 0);
  if (evidence.raw.outcome == WARIFU_OUTCOME_NOT_ASKED) return require(evidence.raw.flags == 0);
  require((record.flags & WARIFU_RECORD_COMPLETE) != 0);
  require(((evidence.raw.flags & WARIFU_EVIDENCE_SYN_COOKIE) != 0) == !syn);
  require(evidence.raw.client_isn == record.client_isn);
  require(evidence.raw.server_isn == record.server_isn);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  OwnerConfig config;
  if ((data[0] & 1) != 0) config.kind = 253;
  config.accept_tcpriv = (data[0] & 2) != 0;
  warifu_record record{};
  std::memcpy(&record, data + 1, std::min(size - 1, sizeof(record)));
  const Evidence evidence = evidence_from_record(record, config);
  check(evidence);
  check_against(record, evidence);
  return 0;
}
