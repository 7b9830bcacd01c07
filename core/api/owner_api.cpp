// SPDX-License-Identifier: MIT
#include "core/api/handles.h"
#include "core/api/sized_struct.h"
#include "core/reason/reason.h"

namespace {

const char* reason_text(const warifu::Evidence& evidence) {
  if (!evidence.detail.empty()) return evidence.detail.c_str();
  const warifu::Reason* const known = warifu::find_core_reason(evidence.reason_id);
  return known != nullptr ? known->meaning : "";
}

}  // namespace

extern "C" {

int warifu_read_owner(warifu_engine* engine, int fd, warifu_owner_handle** owner) try {
  if (engine == nullptr || owner == nullptr) return WARIFU_E_ARGUMENT;
  *owner = nullptr;
  const auto generation = engine->engine->generation();
  *owner = new warifu_owner_handle{
      warifu::read_evidence(fd, generation->file().owner, engine->engine->records())};
  return WARIFU_OK;
} catch (...) {
  return WARIFU_E_INTERNAL;
}

void warifu_owner_free(warifu_owner_handle* owner) {
  delete owner;
}

int warifu_owner_describe(const warifu_owner_handle* owner, warifu_owner_info* info) {
  if (owner == nullptr || !warifu::is_sized(info)) return WARIFU_E_ARGUMENT;
  const warifu::Evidence& evidence = owner->evidence;
  warifu_owner_info full{};
  full.owner = {sizeof full.owner,
                evidence.has_uid,
                evidence.has_gid,
                evidence.raw.source,
                evidence.uid,
                evidence.gid,
                ""};
  full.outcome = evidence.raw.outcome;
  full.reason_id = evidence.reason_id;
  full.reason = reason_text(evidence);
  full.client = evidence.peer;
  full.server = evidence.local;
  full.socket_cookie = evidence.raw.socket_cookie;
  warifu::write_sized(full, info);
  return WARIFU_OK;
}

}  // extern "C"
