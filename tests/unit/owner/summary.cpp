// SPDX-License-Identifier: MIT
#include "tests/unit/owner/summary.h"

namespace warifu {

std::string summary(const Evidence& evidence) {
  constexpr const char* kOutcomes[] = {"not-asked", "owner",    "no-option", "not-saved",
                                       "malformed", "no-owner", "error"};
  constexpr const char* kSources[] = {"none", "record", "saved-syn", "unix-socket", "same-host"};
  const std::string outcome = kOutcomes[evidence.raw.outcome];
  // An owner and a reason why there is none exclude each other.
  if (evidence.has_uid == (evidence.reason_id[0] != '\0')) return outcome + ", contradictory";
  if (!evidence.has_uid) return outcome + " " + evidence.reason_id;
  return outcome + " " + kSources[evidence.raw.source] + " " + std::to_string(evidence.uid) + "/" +
         (evidence.has_gid ? std::to_string(evidence.gid) : "-");
}

OwnerConfig with_sources(std::initializer_list<int> sources) {
  OwnerConfig out;
  out.sources = sources;
  return out;
}

}  // namespace warifu
