// SPDX-License-Identifier: MIT
#include "core/log/endpoint_text.h"
#include "core/log/json_writer.h"
#include "core/log/limits.h"
#include "core/log/record.h"
#include "core/log/timestamp.h"
#include "core/stack/control.h"

namespace warifu {
namespace {

void write_owner(JsonWriter& json, const DecisionRecord& record) {
  if (!record.has_uid) return json.null("owner"_key);
  json.begin_object("owner"_key);
  json.member("uid"_key, record.uid);
  if (record.has_gid) {
    json.member("gid"_key, record.gid);
  } else {
    json.null("gid"_key);
  }
  json.member("name"_key, record.owner_name, limit::kOwnerName);
  json.member("domain"_key, record.domain, limit::kDomain);
  json.word("source"_key, source_name(record.source));
  json.end_object();
}

template <JsonKeyText Name>
void write_endpoint(JsonWriter& json, JsonKey<Name> key, const DecisionRecord& record,
                    const warifu_endpoint& endpoint) {
  if (!record.has_peer || !is_known(endpoint)) return json.null(key);
  json.member_by(key, [&](Line& line) { append_endpoint(line, endpoint); });
}

void write_evidence(JsonWriter& json, const DecisionRecord& record) {
  const std::string_view kind = evidence_name(record);
  if (kind.empty()) return json.null("evidence"_key);
  json.word("evidence"_key, kind);
}

void write_decided_by(JsonWriter& json, const DecisionRecord& record) {
  if (record.file.empty()) return json.null("decided_by"_key);
  json.begin_object("decided_by"_key);
  json.member("file"_key, record.file, limit::kFile);
  json.member("line"_key, record.line);
  json.member("module"_key, record.module, limit::kModule);
  json.end_object();
}

void write_verdict(JsonWriter& json, const DecisionRecord& record) {
  json.word("verdict"_key, verdict_name(record.verdict));
  json.word("would"_key, verdict_name(record.would));
  json.word("mode"_key, record.observe ? "observe" : "enforce");
  json.word("code"_key, code_name(record.code));
}

}  // namespace

void append_json(Line& line, const DecisionRecord& record) {
  JsonWriter json(line);
  json.begin_object();
  json.member_by("time"_key, [&](Line& text) { append_timestamp(text, record.time); });
  json.member("service"_key, record.service, limit::kService);
  write_verdict(json, record);
  write_owner(json, record);
  json.word("outcome"_key, outcome_name(record.outcome));
  write_endpoint(json, "peer"_key, record, record.peer);
  write_endpoint(json, "local"_key, record, record.local);
  json.member("account"_key, record.account, limit::kAccount);
  json.member("resource"_key, record.resource, limit::kResource);
  json.member("reason_id"_key, record.reason_id, limit::kReasonId);
  json.member("reason"_key, record.reason, limit::kReason);
  write_decided_by(json, record);
  json.member("latency_us"_key, record.latency_us);
  json.member("generation"_key, record.generation);
  write_evidence(json, record);
  json.end_object();
}

}  // namespace warifu
