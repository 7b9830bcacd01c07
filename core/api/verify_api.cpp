// SPDX-License-Identifier: MIT
#include <new>

#include "core/api/handles.h"
#include "core/api/request_limits.h"
#include "core/api/sized_struct.h"
#include "core/engine/clock.h"
#include "core/engine/verify.h"
#include "core/reason/reason.h"

namespace {

using warifu::Decision;
using warifu::VerifyRequest;

VerifyRequest to_request(const warifu_request& from, const Decision& decision) {
  VerifyRequest request;
  request.account = from.account != nullptr ? from.account : "";
  request.resource = from.resource != nullptr ? from.resource : "";
  request.flags = from.flags;
  request.now_ns = warifu::realtime_ns();
  request.started_ns = warifu::monotonic_ns();
  request.deadline_ns =
      warifu::deadline_ns(*decision.generation, from.deadline, request.started_ns);
  return request;
}

int answer(warifu_engine& engine, const warifu_request& from, Decision& decision) {
  decision.begin(engine.engine->generation());
  VerifyRequest request = to_request(from, decision);
  if (from.owner != nullptr) {
    request.evidence = &from.owner->evidence;
  } else {
    decision.read_here =
        warifu::read_evidence(from.fd, decision.generation->file().owner, engine.engine->records());
    request.evidence = &decision.read_here;
  }
  if (!warifu::is_bounded_name(request.account) || !warifu::is_bounded_name(request.resource)) {
    request.account = request.resource = "";
    return warifu::refuse(request, decision, warifu::reason::kRequestInvalid,
                          "the account or resource is longer than 1024 bytes");
  }
  return warifu::verify(request, decision);
}

}  // namespace

extern "C" {

int warifu_verify(warifu_engine* engine, const warifu_request* request,
                  warifu_decision* decision) try {
  if (engine == nullptr || !warifu::is_sized(request)) {
    if (decision != nullptr) decision->decision.begin(nullptr);
    return WARIFU_REFUSED;
  }
  const warifu_request known = warifu::read_sized(request, warifu_request WARIFU_REQUEST_INIT);
  if (decision != nullptr) return answer(*engine, known, decision->decision);
  Decision own;
  return answer(*engine, known, own);
} catch (...) {  // memory ran out before the stack was reached: there is nobody to ask
  if (decision != nullptr) decision->decision.verdict = WARIFU_REFUSED;
  return WARIFU_REFUSED;
}

warifu_decision* warifu_decision_new(void) {
  return new (std::nothrow) warifu_decision;
}

void warifu_decision_free(warifu_decision* decision) {
  delete decision;
}

int warifu_decision_describe(const warifu_decision* decision, warifu_decision_info* info) {
  if (decision == nullptr || !warifu::is_sized(info)) return WARIFU_E_ARGUMENT;
  const Decision& from = decision->decision;
  warifu_decision_info full{};
  full.verdict = from.verdict;
  full.would = from.would;
  full.code = from.code;
  full.observe = from.observe ? 1 : 0;
  full.owner = from.owner;
  full.reason_id = from.reason_id;
  full.reason = from.reason;
  full.file = from.file;
  full.line = from.line;
  full.module = from.module;
  full.steps = from.steps.data();
  full.step_count = from.steps.size();
  full.step_size = sizeof(warifu_step);
  full.latency = from.latency_us;
  const char* const name = from.attributes.get("owner.name");
  full.owner_name = name != nullptr ? name : "";
  warifu::write_sized(full, info);
  return WARIFU_OK;
}

}  // extern "C"
