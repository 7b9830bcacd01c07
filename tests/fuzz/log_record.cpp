// SPDX-License-Identifier: MIT
// Arbitrary bytes in every text of a record: each form must stay one line of valid UTF-8 that
// says what it should, and fit.
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <nlohmann/json.hpp>

#include "core/diagnostic/utf8.h"
#include "core/log/decision_entry.h"
#include "core/log/note_entry.h"
#include "core/log/tally_entries.h"

using namespace warifu;

namespace {

// Cuts the input into texts at the byte 0xA7; the rest of it, which may hold any byte, is last.
class Input {
 public:
  Input(const uint8_t* data, size_t size) : rest_(reinterpret_cast<const char*>(data), size) {}

  std::string_view text() {
    const size_t end = std::min(rest_.find('\xA7'), rest_.size());
    const std::string_view taken = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return taken;
  }

  template <typename Number>
  Number number() {
    Number value{};
    const size_t length = std::min(sizeof(value), rest_.size());
    if (length != 0) std::memcpy(&value, rest_.data(), length);
    rest_.remove_prefix(length);
    return value;
  }

 private:
  std::string_view rest_;
};

void require(bool holds) {
  if (!holds) std::abort();
}

void require_visible(std::string_view text) {
  while (!text.empty()) {
    const CodePoint point = decode_utf8(text);
    require(point.length != 0 && is_plainly_visible(point.value));
    text.remove_prefix(point.length);
  }
}

void require_fields(std::string_view fields) {
  while (!fields.empty()) {
    const size_t end = fields.find('\n');
    require(end != fields.npos && fields.find('=') < end);
    require_visible(fields.substr(0, end));
    fields.remove_prefix(end + 1);
  }
}

void check(const LogEntry& entry) {
  Line json;
  entry.append_json(json);
  require(!json.full());
  require_visible(json.view());
  require(nlohmann::json::parse(json.view(), nullptr, false).is_object());
  Line sentence;
  entry.append_sentence(sentence);
  require(!sentence.full() && sentence.view().size() < 4096 - 16);
  require_visible(sentence.view());
  Line fields;
  entry.append_fields(fields);
  require(!fields.full());
  require_fields(fields.view());
}

DecisionRecord record_of(Input& input) {
  DecisionRecord record;
  const auto flags = input.number<uint8_t>();
  record.has_uid = (flags & 1) != 0;
  record.has_gid = (flags & 2) != 0;
  record.has_peer = (flags & 4) != 0;
  record.observe = (flags & 8) != 0;
  record.verdict = flags >> 4 & 1;
  record.would = flags >> 5 & 1;
  record.has_claim = (flags >> 6 & 1) != 0;
  record.has_proof = (flags >> 7 & 1) != 0;
  record.time = input.number<int64_t>();
  record.code = input.number<int>();
  record.source = input.number<int>();
  record.outcome = input.number<int>();
  record.uid = input.number<uint32_t>();
  record.line = input.number<uint32_t>();
  record.latency_us = input.number<int64_t>();
  record.generation = input.number<uint64_t>();
  record.peer = input.number<warifu_endpoint>();
  record.local = record.peer;
  for (std::string_view* text :
       {&record.service, &record.owner_name, &record.domain, &record.account, &record.resource,
        &record.reason_id, &record.reason, &record.file, &record.module}) {
    *text = input.text();
  }
  return record;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Input input(data, size);
  const DecisionRecord record = record_of(input);
  check(DecisionEntry(record));
  const EntryHead head = {record.time, record.service};
  check(NoteEntry(head, record.code, record.module, record.reason));
  const auto last = std::make_optional(summary_of(record));
  check(HiddenRefusals(head, record.generation, record.latency_us, last));
  RefusalSummary spoilt;
  std::memset(&spoilt, static_cast<int>(size & 0xFF), sizeof(spoilt));
  check(HiddenRefusals(head, record.generation, record.latency_us, spoilt));
  check(LostEntries(head, record.generation, record.code));
  return 0;
}
