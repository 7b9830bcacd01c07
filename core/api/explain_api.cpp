// SPDX-License-Identifier: MIT
#include "core/api/handles.h"
#include "core/api/request_limits.h"
#include "core/api/sized_struct.h"
#include "core/engine/clock.h"
#include "core/engine/verify.h"
#include "core/reason/reason.h"

namespace {

using warifu::Decision;
using warifu::Evidence;
using warifu::VerifyRequest;

constexpr uint32_t kNoId = 0xFFFFFFFF;  // chown(2): "no change", never somebody's

const char* or_empty(const char* text) {
  return text != nullptr ? text : "";
}

bool makes_sense(const warifu_presumed_login& login) {
  const bool no_id =
      (login.has_uid != 0 && login.uid == kNoId) || (login.has_gid != 0 && login.gid == kNoId);
  const bool lone_gid = login.has_gid != 0 && login.has_uid == 0;
  const bool known_source =
      login.source >= WARIFU_SOURCE_RECORD && login.source <= WARIFU_SOURCE_SAME_HOST;
  return !no_id && !lone_gid && known_source && (login.flags & ~uint32_t{WARIFU_CACHED_ONLY}) == 0;
}

// What a reader would have found, had there been a connection.
void presume(const warifu_presumed_login& login, int64_t now_ns, Evidence& evidence) {
  evidence = {};
  evidence.raw.size = sizeof evidence.raw;
  evidence.raw.source = login.source;
  evidence.raw.read_at = now_ns;
  evidence.has_uid = login.has_uid != 0;
  evidence.has_gid = login.has_gid != 0;
  evidence.uid = evidence.has_uid ? login.uid : 0;
  evidence.gid = evidence.has_gid ? login.gid : 0;
  evidence.raw.outcome = evidence.has_uid ? WARIFU_OUTCOME_OWNER : WARIFU_OUTCOME_NO_OPTION;
  if (!evidence.has_uid) evidence.reason_id = warifu::reason::kOwnerNoOption;
}

int explain(warifu_engine& engine, const warifu_presumed_login& login, Decision& decision) {
  decision.begin(engine.engine->generation());
  VerifyRequest request;
  request.account = or_empty(login.account);
  request.resource = or_empty(login.resource);
  const char* const domain = or_empty(login.domain);
  if (!makes_sense(login) || !warifu::is_bounded_name(request.account) ||
      !warifu::is_bounded_name(request.resource) || !warifu::is_bounded_name(domain)) {
    return WARIFU_E_ARGUMENT;
  }
  request.flags = login.flags;
  request.presumed = true;
  request.now_ns = warifu::realtime_ns();
  request.started_ns = warifu::monotonic_ns();
  request.deadline_ns =
      warifu::deadline_ns(*decision.generation, login.deadline, request.started_ns);
  request.domain = decision.arena.copy(domain, warifu::kMaximumNameBytes);
  presume(login, request.now_ns, decision.read_here);
  request.evidence = &decision.read_here;
  warifu::verify(request, decision);
  return WARIFU_OK;
}

}  // namespace

extern "C" int warifu_explain(warifu_engine* engine, const warifu_presumed_login* login,
                              warifu_decision* decision) try {
  if (decision == nullptr) return WARIFU_E_ARGUMENT;
  decision->decision.begin(nullptr);
  if (engine == nullptr || !warifu::is_sized(login)) return WARIFU_E_ARGUMENT;
  const warifu_presumed_login known =
      warifu::read_sized(login, warifu_presumed_login WARIFU_PRESUMED_LOGIN_INIT);
  return explain(*engine, known, decision->decision);
} catch (...) {
  decision->decision.verdict = WARIFU_REFUSED;
  return WARIFU_E_INTERNAL;
}
