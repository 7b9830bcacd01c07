// SPDX-License-Identifier: MIT
#include "core/log/record.h"

#include "warifu/warifu.h"

namespace warifu {

std::string_view source_name(int source) {
  switch (source) {
    case WARIFU_SOURCE_NONE:
      return "none";
    case WARIFU_SOURCE_RECORD:
      return "record";
    case WARIFU_SOURCE_SAVED_SYN:
      return "saved-syn";
    case WARIFU_SOURCE_UNIX_SOCKET:
      return "unix-socket";
    case WARIFU_SOURCE_SAME_HOST:
      return "same-host";
    default:
      return "?";
  }
}

std::string_view outcome_name(int outcome) {
  switch (outcome) {
    case WARIFU_OUTCOME_NOT_ASKED:
      return "not-asked";
    case WARIFU_OUTCOME_OWNER:
      return "owner";
    case WARIFU_OUTCOME_NO_OPTION:
      return "no-option";
    case WARIFU_OUTCOME_NOT_SAVED:
      return "not-saved";
    case WARIFU_OUTCOME_MALFORMED:
      return "malformed";
    case WARIFU_OUTCOME_NO_OWNER:
      return "no-owner";
    case WARIFU_OUTCOME_ERROR:
      return "error";
    default:
      return "?";
  }
}

std::string_view evidence_name(const DecisionRecord& record) {
  if (record.has_claim && record.has_proof) return "both";
  if (record.has_claim) return "claim";
  return record.has_proof ? "proof" : "";
}

std::string_view verdict_name(int verdict) {
  return verdict == WARIFU_PASSED ? "pass" : "refused";
}

}  // namespace warifu
