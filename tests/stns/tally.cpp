// SPDX-License-Identifier: MIT
#include "tests/stns/tally.h"

#include <unistd.h>

#include <climits>
#include <stdexcept>

namespace {

constexpr size_t kLongestReason = 1000;

std::string& last_logged() {
  static thread_local std::string line;
  return line;
}

nlohmann::json name_of_owner() {
  const auto logged = nlohmann::json::parse(last_logged(), nullptr, false);
  if (!logged.is_object() || !logged.contains("owner") || !logged["owner"].is_object()) return "";
  return logged["owner"].value("name", "");
}

nlohmann::json steps_of(const warifu_decision_info& info) {
  nlohmann::json steps = nlohmann::json::array();
  const char* at = reinterpret_cast<const char*>(info.steps);
  for (size_t i = 0; i < info.step_count; ++i, at += info.step_size) {
    const auto& step = *reinterpret_cast<const warifu_step*>(at);
    steps.push_back({{"code", step.code}, {"module", step.module}, {"reason_id", step.reason_id}});
  }
  return steps;
}

std::string in_ascii(const nlohmann::json& what) {
  return what.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
}

}  // namespace

void tell(const nlohmann::json& what) {
  const std::string line = in_ascii(what) + "\n";
  if (line.size() > PIPE_BUF) throw std::runtime_error("a line too long to be written at once");
  if (write(STDOUT_FILENO, line.data(), line.size()) < 0) _exit(3);
}

void note_logged(void* /*data*/, const char* json, size_t length) {
  last_logged().assign(json, length);
}

void Tally::count(uint32_t uid, const std::string& account, const warifu_decision_info& info) {
  const bool decided = info.verdict != WARIFU_VERDICT_WOULD_BLOCK;
  const nlohmann::json answer = {{"uid", uid},
                                 {"account", account},
                                 {"verdict", info.verdict},
                                 {"code", info.code},
                                 {"reason_id", info.reason_id},
                                 {"reason", std::string(info.reason).substr(0, kLongestReason)},
                                 {"name", decided ? name_of_owner() : ""},
                                 {"steps", steps_of(info)}};
  last_logged().clear();
  const std::lock_guard lock(mutex_);
  ++counts_[in_ascii(answer)];
}

void Tally::tell_all(int job, int worker) const {
  const std::lock_guard lock(mutex_);
  for (const auto& [text, times] : counts_) {
    nlohmann::json line = nlohmann::json::parse(text);
    line.update({{"event", "answer"}, {"id", job}, {"worker", worker}, {"times", times}});
    tell(line);
  }
}
