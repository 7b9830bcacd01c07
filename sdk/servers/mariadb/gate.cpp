// SPDX-License-Identifier: MIT
#include "sdk/servers/mariadb/gate.h"

#include <utility>
#include <variant>

#include "sdk/servers/mariadb/told.h"

namespace warifu::mariadb {
namespace {

std::string owner_of(const warifu_decision_info& info) {
  const warifu_owner& owner = info.owner;
  if (!owner.has_uid) return "";
  return std::to_string(owner.uid) + (owner.has_gid ? ":" + std::to_string(owner.gid) : "");
}

std::string text_of(const warifu_decision_info& info) {
  std::string text = std::string(info.reason_id) + ": " + info.reason;
  if (*info.file != '\0') {
    text += std::string(" (") + info.file + ":" + std::to_string(info.line) + ")";
  }
  return text;
}

void tell_of_refusal(const char* account, const std::string& why) {
  tell(Level::kWarning, "login as '" + printable(account) + "' refused: " + why);
}

}  // namespace

Gate::Engine Gate::engine() const {
  const std::lock_guard lock(mutex_);
  return engine_;
}

Passed Gate::may_log_in(int fd, const char* account) {
  const Engine engine = this->engine();
  Passed answer;
  if (engine) {
    answer = ask(*engine, fd, account);
  } else {
    tell_of_refusal(account, "the stack of service \"" + printable(settings_.service) +
                                 "\" does not load; `warifu check` tells why");
  }
  ++(answer.is_in ? counters.passed : counters.refused);
  return answer;
}

Passed Gate::ask(const client::Engine& engine, int fd, const char* account) {
  const Owner owner = owners_.of(engine, fd);
  if (!owner) {
    tell_of_refusal(account, "the connection has no socket that can be asked for its owner");
    return {};
  }
  const client::Decision decision;
  client::Request request;
  request.owner = owner.get();
  request.account = account;
  const bool passed = engine.verify(request, decision);
  const warifu_decision_info info = decision.info();
  if (decision.get() == nullptr) {
    if (!passed) tell_of_refusal(account, "no memory for a decision");
    return {passed, ""};
  }
  if (!passed) tell_of_refusal(account, text_of(info));
  return {passed, owner_of(info)};
}

std::string Gate::open() {
  client::Options options;
  options.service = settings_.service;
  options.config_dir = settings_.config_dir;
  options.module_dir = settings_.module_dir;
  options.runtime_dir = settings_.runtime_dir;
  auto opened = client::Engine::open(options);
  if (const auto* const failure = std::get_if<client::Failure>(&opened)) return failure->text;
  auto engine = std::make_shared<const client::Engine>(std::move(std::get<client::Engine>(opened)));
  const std::lock_guard lock(mutex_);
  engine_ = std::move(engine);
  return "";
}

std::string Gate::load() {
  const std::lock_guard one_at_a_time(opening_);
  std::string wrong;
  if (const Engine engine = this->engine()) {
    if (const auto failure = engine->reload()) wrong = failure->text;
  } else {
    wrong = open();
  }
  ++(wrong.empty() ? counters.reloads : counters.reload_errors);
  return wrong;
}

std::string Gate::load_if_asked() {
  const Engine engine = this->engine();
  if (!engine) return "";
  warifu_error* error = nullptr;
  const int status = warifu_reload_if_asked(engine->get(), &error);
  if (status > 0) ++counters.reloads;
  if (status >= 0) return "";
  ++counters.reload_errors;
  return client::detail::take(error).text;
}

}  // namespace warifu::mariadb
