// SPDX-License-Identifier: MIT
#include "core/engine/verify.h"

#include "core/engine/clock.h"
#include "core/engine/reason_text.h"
#include "core/reason/reason.h"

namespace warifu {
namespace {

constexpr int64_t kNanosecondsPerMicrosecond = 1000;

void set_reason(Decision& decision, const char* id, const char* text) {
  decision.reason_id = id;
  decision.reason = text;
}

const char* plain_reason(int code) {
  switch (code) {
    case WARIFU_PASS:
      return reason::kStackPass;
    case WARIFU_FAIL:
      return reason::kStackFail;
    case WARIFU_UNKNOWN:
      return reason::kStackUnknown;
    case WARIFU_UNAVAILABLE:
      return reason::kStackUnavailable;
    case WARIFU_IGNORE:
      return reason::kStackIgnore;
    default:
      return reason::kStackError;
  }
}

void set_core_reason(Decision& decision, const char* id) {
  set_reason(decision, id, find_core_reason(id)->meaning);
}

// Why there is no owner says more than that a module missed one.
bool lacks_owner(const warifu_step& step, const Evidence& evidence) {
  return step.code == WARIFU_UNKNOWN && !evidence.has_uid && *evidence.reason_id != '\0';
}

void set_owner_reason(Decision& decision, const Evidence& evidence) {
  const Reason* const known = find_core_reason(evidence.reason_id);
  set_reason(
      decision, evidence.reason_id,
      reason_text(decision.arena, known != nullptr ? known->meaning : "", evidence.detail.c_str()));
}

void explain(Decision& decision, const Evidence& evidence, size_t decided_by) {
  if (decided_by >= decision.steps.size()) {
    set_core_reason(decision, reason::kStackNothingPassed);
    return;
  }
  const warifu_step& step = decision.steps[decided_by];
  decision.file = step.file;
  decision.line = step.line;
  decision.module = step.module;
  if (lacks_owner(step, evidence)) {
    set_owner_reason(decision, evidence);
  } else if (*step.reason_id != '\0') {
    set_reason(decision, step.reason_id, step.reason);
  } else {
    set_core_reason(decision, plain_reason(step.code));
  }
}

// Where the time went: the record has no steps, and an operator sees nothing else.
void explain_deadline(Decision& decision, size_t at) {
  set_core_reason(decision, reason::kStackDeadline);
  if (at >= decision.steps.size()) return;
  const warifu_step& step = decision.steps[at];
  decision.file = step.file;
  decision.line = step.line;
  decision.module = step.module;
  decision.reason = reason_text(decision.arena, decision.reason, step.reason);
}

void walk_stack(const VerifyRequest& request, Decision& decision) {
  VerifyCall call(request, decision);
  const WalkResult result = walk(decision.generation->plan().entries, call);
  decision.owner = call.owner();
  decision.code = result.code;
  if (call.past_deadline()) {
    decision.code = WARIFU_UNAVAILABLE;
    explain_deadline(decision, result.decided_by);
  } else if (result.code != WARIFU_WOULD_BLOCK) {
    explain(decision, *request.evidence, result.decided_by);
  }
}

void apply_mode(const VerifyRequest& request, Decision& decision) {
  decision.would = decision.code == WARIFU_PASS ? WARIFU_PASSED : WARIFU_REFUSED;
  decision.observe =
      decision.generation->file().mode.observes(request.now_ns / kNanosecondsPerSecond);
  decision.verdict = decision.observe ? static_cast<int>(WARIFU_PASSED) : decision.would;
}

DecisionRecord to_record(const VerifyRequest& request, const Decision& decision) {
  const Evidence& evidence = *request.evidence;
  DecisionRecord record;
  record.time = request.now_ns;
  record.service = decision.generation->service();
  record.verdict = decision.verdict;
  record.would = decision.would;
  record.observe = decision.observe;
  record.code = decision.code;
  record.has_uid = evidence.has_uid;
  record.has_gid = evidence.has_gid && !decision.attributes.gid_distrusted();
  record.uid = evidence.uid;
  record.gid = record.has_gid ? evidence.gid : 0;
  const char* const name = decision.attributes.get("owner.name");
  record.owner_name = name != nullptr ? name : "";
  record.domain = decision.attributes.domain();
  record.source = evidence.raw.source;
  record.outcome = evidence.raw.outcome;
  record.has_peer = evidence.peer.port != 0;
  record.peer = evidence.peer;
  record.local = evidence.local;
  record.account = request.account;
  record.resource = request.resource;
  record.reason_id = decision.reason_id;
  record.reason = decision.reason;
  record.file = decision.file;
  record.line = decision.line;
  record.module = decision.module;
  record.latency_us = decision.latency_us;
  record.generation = decision.generation->number();
  record.has_claim = evidence.raw.claim_length != 0;
  record.has_proof = evidence.raw.proof_length != 0;
  return record;
}

void finish(const VerifyRequest& request, Decision& decision) noexcept {
  apply_mode(request, decision);
  decision.latency_us = (monotonic_ns() - request.started_ns) / kNanosecondsPerMicrosecond;
  DecisionLog* const log = decision.generation->log();
  if (log != nullptr && !request.presumed) log->write(to_record(request, decision));
}

}  // namespace

int verify(const VerifyRequest& request, Decision& decision) noexcept {
  try {
    walk_stack(request, decision);
  } catch (...) {  // only memory can run out here; the answer is a refusal whatever it was
    return refuse(request, decision, reason::kInternal, nullptr);
  }
  if (decision.code == WARIFU_WOULD_BLOCK) return decision.verdict = WARIFU_VERDICT_WOULD_BLOCK;
  finish(request, decision);
  return decision.verdict;
}

int refuse(const VerifyRequest& request, Decision& decision, const char* reason_id,
           const char* detail) noexcept {
  decision.code = WARIFU_ERROR;
  decision.file = decision.module = "";
  decision.line = 0;
  decision.reason_id = reason_id;
  decision.reason = detail != nullptr ? detail : find_core_reason(reason_id)->meaning;
  finish(request, decision);
  return decision.verdict;
}

}  // namespace warifu
