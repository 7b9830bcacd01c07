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
  if (!record.has_uid) return json.null("owner");
  json.begin_object("owner");
  json.member("uid", record.uid);
  if (record.has_gid) {
    json.member("gid", record.gid);
  } else {
    json.null("gid");
  }
  json.member("name", record.owner_name, limit::kOwnerName);
  json.member("domain", record.domain, limit::kDomain);
  json.word("source", source_name(record.source));
  json.end_object();
}

void write_endpoint(JsonWriter& json, std::string_view key, const DecisionRecord& record,
                    const warifu_endpoint& endpoint) {
  if (!record.has_peer || !is_known(endpoint)) return json.null(key);
  json.member_by(key, [&](Line& line) { append_endpoint(line, endpoint); });
}

void write_decided_by(JsonWriter& json, const DecisionRecord& record) {
  if (record.file.empty()) return json.null("decided_by");
  json.begin_object("decided_by");
  json.member("file", record.file, limit::kFile);
  json.member("line", record.line);
  json.member("module", record.module, limit::kModule);
  json.end_object();
}

void write_verdict(JsonWriter& json, const DecisionRecord& record) {
  json.word("verdict", verdict_name(record.verdict));
  json.word("would", verdict_name(record.would));
  json.word("mode", record.observe ? "observe" : "enforce");
  json.word("code", code_name(record.code));
}

}  // namespace

void append_json(Line& line, const DecisionRecord& record) {
  JsonWriter json(line);
  json.begin_object();
  json.member_by("time", [&](Line& text) { append_timestamp(text, record.time); });
  json.member("service", record.service, limit::kService);
  write_verdict(json, record);
  write_owner(json, record);
  json.word("outcome", outcome_name(record.outcome));
  write_endpoint(json, "peer", record, record.peer);
  write_endpoint(json, "local", record, record.local);
  json.member("account", record.account, limit::kAccount);
  json.member("resource", record.resource, limit::kResource);
  json.member("reason_id", record.reason_id, limit::kReasonId);
  json.member("reason", record.reason, limit::kReason);
  write_decided_by(json, record);
  json.member("latency_us", record.latency_us);
  json.member("generation", record.generation);
  json.end_object();
}

}  // namespace warifu
