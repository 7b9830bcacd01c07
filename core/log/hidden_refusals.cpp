// SPDX-License-Identifier: MIT
#include <syslog.h>

#include "core/log/endpoint_text.h"
#include "core/log/limits.h"
#include "core/log/message_id.h"
#include "core/log/tally_entries.h"

namespace warifu {
namespace {

void append_last(JsonWriter& json, const RefusalSummary& last) {
  json.begin_object("last"_key);
  if (last.has_uid != 0) {
    json.member("uid"_key, last.uid);
  } else {
    json.null("uid"_key);
  }
  if (last.has_peer != 0 && is_known(last.peer)) {
    json.member_by("peer"_key, [&](Line& line) { append_endpoint(line, last.peer); });
  } else {
    json.null("peer"_key);
  }
  json.member("account"_key, last.account.view(), limit::kAccount);
  json.member("reason_id"_key, last.reason_id.view(), limit::kReasonId);
  json.end_object();
}

void append_last(Line& line, const RefusalSummary& last) {
  line.text("; last: ");
  if (last.has_uid != 0) {
    line.text("uid ").number(last.uid);
  } else {
    line.text("unknown owner (").text(outcome_name(last.outcome)).text(")");
  }
  line.text(" as ").quoted(last.account.view(), limit::kAccount);
  if (last.has_peer != 0) append_endpoint(line.text(" from "), last.peer);
  line.text(" [").escaped(last.reason_id.view(), limit::kReasonId).text("]");
}

}  // namespace

int HiddenRefusals::severity() const {
  return LOG_WARNING;
}

void HiddenRefusals::append_json(Line& line) const {
  JsonWriter json(line);
  json.begin_object();
  append_head(json, head_);
  json.member("refusals_not_shown"_key, count_);
  json.member("seconds"_key, seconds_);
  if (last_) {
    append_last(json, *last_);
  } else {
    json.null("last"_key);
  }
  json.end_object();
}

void HiddenRefusals::append_sentence(Line& line) const {
  line.escaped(head_.service, limit::kService).text(": refused ").number(count_);
  line.text(" more logins in ").number(seconds_).text(" s, not shown");
  if (last_) append_last(line, *last_);
}

void HiddenRefusals::append_fields(Line& line) const {
  line.text("MESSAGE_ID=").text(kTallyMessageId).text("\n");
  append_field(line, "WARIFU_SERVICE", head_.service, limit::kService);
  append_field(line, "WARIFU_REFUSALS_NOT_SHOWN", count_);
  append_field(line, "WARIFU_SECONDS", seconds_);
}

}  // namespace warifu
