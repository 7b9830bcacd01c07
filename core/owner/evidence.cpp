// SPDX-License-Identifier: MIT
#include "core/owner/evidence.h"

#include <algorithm>
#include <ctime>

#include "core/owner/search.h"
#include "core/owner/sources.h"
#include "core/reason/reason.h"

namespace warifu {
namespace {

// Nothing asked yet.
Evidence blank() {
  Evidence out;
  out.raw.size = sizeof(out.raw);
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  out.raw.read_at = int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
  answer(out, WARIFU_OUTCOME_NOT_ASKED, reason::kOwnerNoSource);
  return out;
}

bool asks(const OwnerConfig& config, int source) {
  return std::find(config.sources.begin(), config.sources.end(), source) != config.sources.end();
}

}  // namespace

void set_endpoints(Evidence& out, const warifu_endpoint& client, const warifu_endpoint& server) {
  if (!is_known(client) || !is_known(server)) return;
  out.peer = out.raw.client = client;
  out.local = out.raw.server = server;
  out.raw.flags |= WARIFU_EVIDENCE_ENDPOINTS;
}

void answer(Evidence& out, warifu_outcome outcome, const char* reason_id, std::string detail) {
  out.raw.outcome = static_cast<uint16_t>(outcome);
  out.reason_id = reason_id;
  out.detail = std::move(detail);
}

Evidence read_evidence(int fd, const OwnerConfig& config, RecordMap* records) {
  Evidence out = blank();
  auto socket = Socket::look_at(fd);
  if (!socket) {
    answer(out, WARIFU_OUTCOME_ERROR, reason::kOwnerUnreadable,
           "descriptor " + std::to_string(fd) + ": " + errno_text(socket.error()));
    return out;
  }
  out.raw.socket_cookie = socket->cookie();
  out = search_owner(*socket, config, records, out);
  if ((out.raw.flags & WARIFU_EVIDENCE_ENDPOINTS) == 0) {
    set_endpoints(out, socket->names().peer.end, socket->names().self.end);
  }
  return out;
}

Evidence evidence_from_syn(const uint8_t* bytes, size_t length, const OwnerConfig& config) {
  Evidence out = blank();
  if (!asks(config, WARIFU_SOURCE_SAVED_SYN)) {
    out.detail = "\"saved-syn\" is not among the stack's sources";
    return out;
  }
  out.raw.source = WARIFU_SOURCE_SAVED_SYN;
  judge_syn({bytes, length}, config, out);
  return out;
}

Evidence evidence_from_record(const warifu_record& record, const OwnerConfig& config) {
  Evidence out = blank();
  if (!asks(config, WARIFU_SOURCE_RECORD)) {
    out.detail = "\"record\" is not among the stack's sources";
    return out;
  }
  out.raw.source = WARIFU_SOURCE_RECORD;
  if (const Unavailable none = judge_record(record, config, out)) out.detail = none.why;
  return out;
}

}  // namespace warifu
