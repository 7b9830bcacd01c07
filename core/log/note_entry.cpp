// SPDX-License-Identifier: MIT
#include "core/log/note_entry.h"

#include <syslog.h>

#include <algorithm>
#include <array>

#include "core/log/limits.h"

namespace warifu {
namespace {

std::string_view level_name(int level) {
  constexpr std::array<std::string_view, 5> kNames = {"error", "warning", "notice", "info",
                                                      "debug"};
  return kNames[static_cast<size_t>(level - LOG_ERR)];
}

}  // namespace

NoteEntry::NoteEntry(EntryHead head, int level, std::string_view origin, std::string_view text)
    : head_(head), level_(std::clamp(level, LOG_ERR, LOG_DEBUG)), origin_(origin), text_(text) {}

void NoteEntry::append_json(Line& line) const {
  JsonWriter json(line);
  json.begin_object();
  append_head(json, head_);
  json.word("level"_key, level_name(level_));
  json.member("origin"_key, origin_, limit::kModule);
  json.member("note"_key, text_, limit::kNote);
  json.end_object();
}

void NoteEntry::append_sentence(Line& line) const {
  line.escaped(head_.service, limit::kService).text(": ");
  line.escaped(origin_, limit::kModule).text(": ").escaped(text_, limit::kNote);
}

void NoteEntry::append_fields(Line& line) const {
  append_field(line, "WARIFU_SERVICE", head_.service, limit::kService);
  append_field(line, "WARIFU_ORIGIN", origin_, limit::kModule);
}

}  // namespace warifu
