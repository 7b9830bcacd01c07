// SPDX-License-Identifier: MIT
#include "core/owner/record_map.h"

#include <time.h>
#include <unistd.h>

#include <cerrno>

#include "core/owner/bpf_call.h"
#include "core/owner/bpf_trial.h"

namespace warifu {
namespace {

constexpr int64_t kSecond = 1'000'000'000;
constexpr char kNotPrepared[] = "records have not been looked for";
constexpr char kNoMap[] = "no warifu-agent makes records on this host";
constexpr char kNoRecord[] =
    "warifu-agent made no record of this connection: its port is not under [listen], or the "
    "connection is older";
constexpr char kTooManyFaults[] = "the map of records cannot be opened";

int64_t monotonic_now() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * kSecond + now.tv_nsec;
}

// What keeps other threads of this process out, and never a child's.
class Claim {
 public:
  explicit Claim(std::atomic<pid_t>& holder) : holder_(holder) {
    const pid_t self = getpid();
    pid_t before = holder_.load();
    held_ = before != self && holder_.compare_exchange_strong(before, self);
  }
  ~Claim() {
    if (held_) holder_.store(0);
  }
  Claim(const Claim&) = delete;
  Claim& operator=(const Claim&) = delete;
  [[nodiscard]] bool held() const { return held_; }

 private:
  std::atomic<pid_t>& holder_;
  bool held_;
};

}  // namespace

RecordMap::RecordMap(const std::string& runtime_dir, const TrustPolicy& trust)
    : path_(runtime_dir + "/bpf/" WARIFU_RECORD_PIN), trust_(trust), absent_(kNotPrepared) {}

RecordMap::~RecordMap() {
  for (const auto& each : texts_)
    delete each.load();
}

void RecordMap::prepare() {
  if (prepared_) return;
  prepared_ = true;
  const auto fault = is_filtered() ? fault_of_bpf_calls() : std::nullopt;
  if (fault) {
    const char* const text = keep(*fault);
    absent_.store(text);
    trouble_.store(text);
    return;
  }
  usable_.store(true);
  open_if_due();
}

void RecordMap::refresh() {
  if (usable_.load()) open_if_due();
}

Unavailable RecordMap::look_up(int socket, warifu_record& record) {
  const Unavailable none = try_once(socket, record);
  if (!none || !usable_.load() || !open_if_due()) return none;
  return try_once(socket, record);
}

Unavailable RecordMap::try_once(int socket, warifu_record& record) {
  const int map = held_.get();
  if (map < 0) {
    const char* const why = absent_.load();
    return {.why = why, .usual = why == kNoMap};
  }
  const int error = bpf::look_up(map, &socket, &record);
  if (error == 0) return {};
  if (error == ENOENT) return {.why = kNoRecord};
  return {.why = "the kernel gave no record", .error = error};
}

// Whether another map is in use than before.
bool RecordMap::open_if_due() {
  const int64_t now = monotonic_now();
  int64_t tried = tried_at_ns_.load();
  if (tried != 0 && now - tried < kSecond) return false;
  if (!tried_at_ns_.compare_exchange_strong(tried, now)) return false;
  const Claim claim(opened_by_);
  return claim.held() && open();
}

bool RecordMap::open() {
  auto opened = open_records(path_, trust_);
  if (!opened) {
    const bool missing = opened.error().kind == ErrorKind::kUnavailable;
    const char* const text = missing ? kNoMap : keep(opened.error().text);
    absent_.store(text);
    trouble_.store(missing ? nullptr : text);
    return false;
  }
  trouble_.store(nullptr);
  return held_.hold(std::move(*opened));
}

const char* RecordMap::keep(const std::string& text) {
  for (auto& slot : texts_) {
    if (slot.load() == nullptr) slot.store(new std::string(text));
    if (*slot.load() == text) return slot.load()->c_str();
  }
  return kTooManyFaults;
}

}  // namespace warifu
