// SPDX-License-Identifier: MIT
#include "core/cli/test_request.h"

#include <vector>

#include "core/log/record.h"
#include "core/reason/reason.h"

namespace warifu::cli {
namespace {

// More than any SYN's headers can be: 60 bytes of IPv4 or 40 of IPv6 with extension headers,
// and 60 of TCP.
constexpr size_t kMaximumSynBytes = 4096;

std::optional<int> source_number(const std::string& name) {
  for (const int each : {WARIFU_SOURCE_RECORD, WARIFU_SOURCE_SAVED_SYN, WARIFU_SOURCE_UNIX_SOCKET,
                         WARIFU_SOURCE_SAME_HOST}) {
    if (source_name(each) == name) return each;
  }
  return std::nullopt;
}

int hex_digit(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

std::optional<std::vector<uint8_t>> from_hex(const std::string& text) {
  if (text.size() % 2 != 0 || text.size() / 2 > kMaximumSynBytes) return std::nullopt;
  std::vector<uint8_t> bytes;
  for (size_t i = 0; i < text.size(); i += 2) {
    const int high = hex_digit(text[i]);
    const int low = hex_digit(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes.push_back(static_cast<uint8_t>(high * 16 + low));
  }
  return bytes;
}

Result<Evidence> from_syn(const TestRequest& request, const OwnerConfig& config) {
  const auto bytes = from_hex(request.syn);
  if (!bytes) {
    return failure(ErrorKind::kArgument,
                   "--syn is not hex of at most 4096 bytes: give the IP and TCP headers as "
                   "TCP_SAVED_SYN returns them, two digits a byte");
  }
  return evidence_from_syn(bytes->data(), bytes->size(), config);
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
  const int ways =
      (request.uid ? 1 : 0) + (request.no_owner ? 1 : 0) + (request.syn.empty() ? 0 : 1);
  if (ways != 1) {
    return failure(ErrorKind::kArgument, "say who connects: one of --uid, --syn, --no-owner");
  }
  constexpr uint32_t kNoId = 0xFFFFFFFF;
  if (request.uid == kNoId || request.gid == kNoId) {
    return failure(ErrorKind::kArgument,
                   "4294967295 is no uid or gid: the kernel keeps it for "
                   "\"no change\"");
  }
  auto evidence = request.syn.empty() ? from_ids(request) : from_syn(request, config);
  if (evidence) evidence->raw.read_at = now_ns;
  return evidence;
}

}  // namespace warifu::cli
