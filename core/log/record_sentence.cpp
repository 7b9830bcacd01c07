// SPDX-License-Identifier: MIT
#include "core/log/endpoint_text.h"
#include "core/log/limits.h"
#include "core/log/record.h"
#include "warifu/warifu.h"

namespace warifu {
namespace {

void append_verdict(Line& line, const DecisionRecord& record) {
  line.text(record.verdict == WARIFU_PASSED ? "passed " : "refused ");
  if (record.verdict == record.would) return;
  line.text(record.would == WARIFU_PASSED ? "(would pass) " : "(observing; would be refused) ");
}

void append_owner(Line& line, const DecisionRecord& record) {
  if (!record.has_uid) {
    line.text("unknown owner (").text(outcome_name(record.outcome)).text(")");
    return;
  }
  line.text("uid ").number(record.uid);
  if (record.has_gid) line.text(" gid ").number(record.gid);
  if (!record.owner_name.empty()) line.text(" ").quoted(record.owner_name, limit::kOwnerName);
  if (!record.domain.empty()) line.text(" of domain ").quoted(record.domain, limit::kDomain);
  line.text(" (").text(source_name(record.source)).text(")");
}

void append_wish(Line& line, const DecisionRecord& record) {
  if (!record.account.empty()) line.text(" as ").quoted(record.account, limit::kAccount);
  if (!record.resource.empty()) line.text(" on ").quoted(record.resource, limit::kResource);
  if (!record.has_peer || !is_known(record.peer)) return;
  append_endpoint(line.text(" from "), record.peer);
}

void append_place(Line& line, const DecisionRecord& record) {
  if (record.file.empty()) return;
  line.text(" by ").escaped(record.module, limit::kModule);
  line.text(" at ").escaped(record.file, limit::kFile);
  if (record.line != 0) line.text(":").number(record.line);
}

}  // namespace

void append_sentence(Line& line, const DecisionRecord& record) {
  line.escaped(record.service, limit::kService).text(": ");
  append_verdict(line, record);
  append_owner(line, record);
  append_wish(line, record);
  append_place(line, record);
  line.text(" [").escaped(record.reason_id, limit::kReasonId).text("]");
  if (!record.reason.empty()) line.text(": ").escaped(record.reason, limit::kReason);
}

}  // namespace warifu
