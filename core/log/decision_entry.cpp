// SPDX-License-Identifier: MIT
#include "core/log/decision_entry.h"

#include <syslog.h>

#include "core/log/endpoint_text.h"
#include "core/log/limits.h"
#include "core/log/message_id.h"
#include "core/stack/control.h"
#include "warifu/warifu.h"

namespace warifu {
namespace {

void append_word(Line& line, std::string_view name, std::string_view own) {
  line.text(name).text("=").text(own).text("\n");
}

void append_owner_fields(Line& line, const DecisionRecord& record) {
  append_word(line, "WARIFU_OUTCOME", outcome_name(record.outcome));
  if (!record.has_uid) return;
  append_field(line, "WARIFU_UID", record.uid);
  if (record.has_gid) append_field(line, "WARIFU_GID", record.gid);
  append_field(line, "WARIFU_OWNER_NAME", record.owner_name, limit::kOwnerName);
  append_field(line, "WARIFU_DOMAIN", record.domain, limit::kDomain);
  append_word(line, "WARIFU_SOURCE", source_name(record.source));
}

void append_endpoint_field(Line& line, std::string_view name, const DecisionRecord& record,
                           const warifu_endpoint& endpoint) {
  if (!record.has_peer || !is_known(endpoint)) return;
  append_endpoint(line.text(name).text("="), endpoint);
  line.text("\n");
}

void append_place_fields(Line& line, const DecisionRecord& record) {
  if (record.file.empty()) return;
  append_field(line, "WARIFU_FILE", record.file, limit::kFile);
  append_field(line, "WARIFU_LINE", record.line);
  append_field(line, "WARIFU_MODULE", record.module, limit::kModule);
}

void append_verdict_fields(Line& line, const DecisionRecord& record) {
  append_word(line, "WARIFU_VERDICT", verdict_name(record.verdict));
  append_word(line, "WARIFU_WOULD", verdict_name(record.would));
  append_word(line, "WARIFU_MODE", record.observe ? "observe" : "enforce");
  append_word(line, "WARIFU_CODE", code_name(record.code));
}

}  // namespace

int DecisionEntry::severity() const {
  if (record_.verdict != WARIFU_PASSED) return LOG_WARNING;
  return record_.would == WARIFU_PASSED ? LOG_INFO : LOG_NOTICE;
}

void DecisionEntry::append_json(Line& line) const {
  warifu::append_json(line, record_);
}

void DecisionEntry::append_sentence(Line& line) const {
  warifu::append_sentence(line, record_);
}

void DecisionEntry::append_fields(Line& line) const {
  append_word(line, "MESSAGE_ID", kDecisionMessageId);
  append_field(line, "WARIFU_SERVICE", record_.service, limit::kService);
  append_verdict_fields(line, record_);
  append_owner_fields(line, record_);
  append_endpoint_field(line, "WARIFU_PEER", record_, record_.peer);
  append_endpoint_field(line, "WARIFU_LOCAL", record_, record_.local);
  append_field(line, "WARIFU_ACCOUNT", record_.account, limit::kAccount);
  append_field(line, "WARIFU_RESOURCE", record_.resource, limit::kResource);
  append_field(line, "WARIFU_REASON_ID", record_.reason_id, limit::kReasonId);
  append_field(line, "WARIFU_REASON", record_.reason, limit::kReason);
  append_place_fields(line, record_);
  append_field(line, "WARIFU_LATENCY_US", record_.latency_us);
  append_field(line, "WARIFU_GENERATION", record_.generation);
  const std::string_view evidence = evidence_name(record_);
  if (!evidence.empty()) append_word(line, "WARIFU_EVIDENCE", evidence);
}

}  // namespace warifu
