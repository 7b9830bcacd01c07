// SPDX-License-Identifier: MIT
#include "core/log/metered_log.h"

#include <unistd.h>

#include <cerrno>
#include <ctime>

#include "core/log/decision_entry.h"
#include "core/log/note_entry.h"

namespace warifu {
namespace {

constexpr int64_t kSecond = 1'000'000'000;
constexpr int64_t kTellAfter = 10 * kSecond;
constexpr uint32_t kNotesPerSecond = 20;

// The library leaves errno as it found it.
class ErrnoKeeper {
 public:
  ErrnoKeeper() = default;
  ~ErrnoKeeper() { errno = saved_; }
  ErrnoKeeper(const ErrnoKeeper&) = delete;
  ErrnoKeeper& operator=(const ErrnoKeeper&) = delete;

 private:
  int saved_ = errno;
};

int64_t time_of_day() {
  timespec now = {};
  clock_gettime(CLOCK_REALTIME, &now);
  return now.tv_sec * kSecond + now.tv_nsec;
}

// Rounded up: refusals within one second were refused in 1 s, not in 0.
int64_t seconds_between(int64_t since, int64_t now) {
  return now <= since ? 1 : (now - since + kSecond - 1) / kSecond;
}

}  // namespace

MeteredLog::MeteredLog(const LogTarget& target, std::shared_ptr<RefusalMeter> meter,
                       std::unique_ptr<Sink> sink, MonotonicClock clock)
    : service_(target.service),
      refusals_per_second_(target.config->refusals_per_second),
      callback_(target.callback),
      callback_data_(target.callback_data),
      meter_(std::move(meter)),
      sink_(std::move(sink)),
      clock_(clock),
      opened_by_(getpid()) {}

MeteredLog::~MeteredLog() {
  const ErrnoKeeper keeper;
  const int64_t now = clock_();
  tell_counts(now, getpid() == opened_by_ ? 0 : kTellAfter);
}

void MeteredLog::write(const DecisionRecord& record) noexcept {
  const ErrnoKeeper keeper;
  if (callback_ != nullptr) call_back(record);
  const int64_t now = clock_();
  tell_counts(now, kTellAfter);
  if (!is_hidden(record, now)) put(DecisionEntry(record), now);
}

void MeteredLog::note(int level, std::string_view origin, std::string_view text) noexcept {
  const ErrnoKeeper keeper;
  const int64_t now = clock_();
  if ((*meter_)->notes.take(now, kNotesPerSecond)) {
    put(NoteEntry(head(), level, origin, text), now);
  } else {
    (*meter_)->hidden_notes.add(1, now);
  }
}

void MeteredLog::tell_overdue() noexcept {
  const ErrnoKeeper keeper;
  tell_counts(clock_(), kTellAfter);
}

void MeteredLog::call_back(const DecisionRecord& record) const {
  Line line;
  append_json(line, record);
  callback_(callback_data_, line.c_str(), line.view().size());
}

// Who was let in is always shown.
bool MeteredLog::is_hidden(const DecisionRecord& record, int64_t now) {
  if (record.verdict == WARIFU_PASSED) return false;
  if ((*meter_)->refusals.take(now, refusals_per_second_)) return false;
  (*meter_)->last_refusal.put(summary_of(record));
  (*meter_)->hidden_refusals.add(1, now);
  return true;
}

bool MeteredLog::put(const LogEntry& entry, int64_t now) {
  const int error = sink_->write(entry);
  if (error == 0) {
    tell_lost(now);
    return true;
  }
  (*meter_)->lost_errno.store(error);
  (*meter_)->lost.add(1, now);
  return false;
}

void MeteredLog::tell_counts(int64_t now, int64_t age) {
  if (const auto hidden = (*meter_)->hidden_refusals.take(now, age)) {
    const auto last = (*meter_)->last_refusal.get();
    const int64_t seconds = seconds_between(hidden->since, now);
    const HiddenRefusals entry(head(), hidden->count, seconds, last);
    if (sink_->write(entry) != 0) (*meter_)->hidden_refusals.add(hidden->count, hidden->since);
  }
  if (const auto hidden = (*meter_)->hidden_notes.take(now, age)) {
    const HiddenNotes entry(head(), hidden->count, seconds_between(hidden->since, now));
    if (sink_->write(entry) != 0) (*meter_)->hidden_notes.add(hidden->count, hidden->since);
  }
}

// Called when the sink took something, so that it is not tried in vain with each entry.
void MeteredLog::tell_lost(int64_t now) {
  const auto lost = (*meter_)->lost.take(now, 0);
  if (!lost) return;
  const LostEntries entry(head(), lost->count, (*meter_)->lost_errno.load());
  if (sink_->write(entry) != 0) (*meter_)->lost.add(lost->count, lost->since);
}

EntryHead MeteredLog::head() const {
  return {time_of_day(), service_};
}

}  // namespace warifu
