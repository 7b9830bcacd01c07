// SPDX-License-Identifier: MIT
#include "core/log/tally_entries.h"

#include <syslog.h>

#include <cstring>

#include "core/log/limits.h"
#include "core/log/message_id.h"

namespace warifu {
namespace {

void append_tally_fields(Line& line, const EntryHead& head, std::string_view name, uint64_t count) {
  line.text("MESSAGE_ID=").text(kTallyMessageId).text("\n");
  append_field(line, "WARIFU_SERVICE", head.service, limit::kService);
  append_field(line, name, count);
}

std::string_view error_text(int error) {
  const char* text = strerrordesc_np(error);
  return text == nullptr ? "unknown error" : text;
}

}  // namespace

int HiddenNotes::severity() const {
  return LOG_WARNING;
}

void HiddenNotes::append_json(Line& line) const {
  JsonWriter json(line);
  json.begin_object();
  append_head(json, head_);
  json.member("notes_not_shown"_key, count_);
  json.member("seconds"_key, seconds_);
  json.end_object();
}

void HiddenNotes::append_sentence(Line& line) const {
  line.escaped(head_.service, limit::kService).text(": ").number(count_);
  line.text(" more lines of modules in ").number(seconds_).text(" s, not shown");
}

void HiddenNotes::append_fields(Line& line) const {
  append_tally_fields(line, head_, "WARIFU_NOTES_NOT_SHOWN", count_);
  append_field(line, "WARIFU_SECONDS", seconds_);
}

int LostEntries::severity() const {
  return LOG_ERR;
}

void LostEntries::append_json(Line& line) const {
  JsonWriter json(line);
  json.begin_object();
  append_head(json, head_);
  json.member("records_lost"_key, count_);
  json.word("error"_key, error_text(error_));
  json.end_object();
}

void LostEntries::append_sentence(Line& line) const {
  line.escaped(head_.service, limit::kService).text(": ").number(count_);
  line.text(" records could not be written to this log: ").text(error_text(error_));
}

void LostEntries::append_fields(Line& line) const {
  append_tally_fields(line, head_, "WARIFU_RECORDS_LOST", count_);
  append_field(line, "WARIFU_ERROR", error_text(error_), limit::kModule);
}

}  // namespace warifu
