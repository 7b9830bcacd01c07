// SPDX-License-Identifier: MIT
#include "core/cli/test_request.h"

#include "core/cli/test_segments.h"
#include "core/log/record.h"
#include "core/reason/reason.h"

namespace warifu::cli {
namespace {

std::optional<int> source_number(const std::string& name) {
  for (const int each : {WARIFU_SOURCE_RECORD, WARIFU_SOURCE_SAVED_SYN, WARIFU_SOURCE_UNIX_SOCKET,
                         WARIFU_SOURCE_SAME_HOST}) {
    if (source_name(each) == name) return each;
  }
  return std::nullopt;
}

Result<Evidence> from_segments(const TestRequest& request, const OwnerConfig& config) {
  if (request.proof.empty()) {
    const auto bytes = bytes_of("--syn", request.syn);
    if (!bytes) return tl::unexpected(bytes.error());
    return evidence_from_syn(bytes->data(), bytes->size(), config);
  }
  const auto record = record_of_segments(request);
  if (!record) return tl::unexpected(record.error());
  return evidence_from_record(*record, config);
}

Result<Evidence> from_ids(const TestRequest& request) {
  const auto source = source_number(request.source);
  if (!source) {
    return failure(ErrorKind::kArgument,
                   "--source is none of record, saved-syn, unix-socket, same-host");
  }
  Evidence evidence;
  evidence.raw.size = sizeof evidence.raw;
  evidence.raw.source = static_cast<uint16_t>(*source);
  evidence.raw.outcome = request.no_owner ? WARIFU_OUTCOME_NO_OPTION : WARIFU_OUTCOME_OWNER;
  if (request.no_owner) {
    evidence.reason_id = reason::kOwnerNoOption;
    return evidence;
  }
  evidence.has_uid = true;
  evidence.uid = *request.uid;
  evidence.has_gid = request.gid.has_value();
  evidence.gid = request.gid.value_or(0);
  return evidence;
}

}  // namespace

Result<Evidence> presumed_evidence(const TestRequest& request, const OwnerConfig& config,
                                   int64_t now_ns) {
  const bool has_segments = !request.syn.empty() || !request.proof.empty();
  const int ways = (request.uid ? 1 : 0) + (request.no_owner ? 1 : 0) + (has_segments ? 1 : 0);
  if (ways != 1) {
    return failure(ErrorKind::kArgument,
                   "say who connects: one of --uid, --syn (and --proof), --no-owner");
  }
  if (request.server_isn && request.proof.empty()) {
    return failure(ErrorKind::kArgument, "--server-isn is for a --proof");
  }
  constexpr uint32_t kNoId = 0xFFFFFFFF;
  if (request.uid == kNoId || request.gid == kNoId) {
    return failure(ErrorKind::kArgument,
                   "4294967295 is no uid or gid: the kernel keeps it for "
                   "\"no change\"");
  }
  auto evidence = has_segments ? from_segments(request, config) : from_ids(request);
  if (evidence) evidence->raw.read_at = now_ns;
  return evidence;
}

}  // namespace warifu::cli
