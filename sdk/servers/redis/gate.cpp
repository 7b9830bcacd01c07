// SPDX-License-Identifier: MIT
#include "sdk/servers/redis/gate.h"

#include <algorithm>
#include <utility>

#include "sdk/servers/redis/login_words.h"

namespace warifu::redis {
namespace {

// Who connects is that user until it says otherwise.
constexpr char kFirstAccount[] = "default";

client::Options options_for(const Settings& settings, const std::string& service, uint32_t flags) {
  client::Options options;
  options.service = service;
  options.config_dir = settings.config_dir;
  options.module_dir = settings.module_dir;
  options.runtime_dir = settings.runtime_dir;
  options.flags = flags;
  return options;
}

std::string reload_if_asked(const client::Engine& engine) {
  warifu_error* error = nullptr;
  if (warifu_reload_if_asked(engine.get(), &error) >= 0) return "";
  return client::detail::take(error).text;
}

}  // namespace

std::variant<std::unique_ptr<Gate>, std::string> Gate::open(const Settings& settings, Tell tell) {
  auto connecting = client::Engine::open(
      options_for(settings, settings.connect_service, WARIFU_NONBLOCKING_ONLY));
  if (const auto* const failure = std::get_if<client::Failure>(&connecting)) return failure->text;
  auto logging_in = client::Engine::open(options_for(settings, settings.service, 0));
  if (const auto* const failure = std::get_if<client::Failure>(&logging_in)) return failure->text;
  return std::unique_ptr<Gate>(new Gate(std::move(std::get<client::Engine>(connecting)),
                                        std::move(std::get<client::Engine>(logging_in)),
                                        settings.exemptions, std::move(tell)));
}

Owner Gate::read_owner(int fd) const {
  return Owner(login_.read_owner(fd));
}

bool Gate::may_connect(const Owner& owner) {
  const bool passed = owner && ask(connect_, *owner, kFirstAccount, 0) == WARIFU_PASSED;
  ++(passed ? counters.connects_passed : counters.connects_refused);
  return passed;
}

int Gate::may_log_in(const Owner& owner, const std::vector<std::string>& accounts, uint32_t flags) {
  const bool can_be_asked = owner && !accounts.empty() && accounts.size() <= kMostAccounts;
  int verdict = can_be_asked ? WARIFU_PASSED : WARIFU_REFUSED;
  for (const std::string& each : accounts) {
    if (verdict == WARIFU_PASSED) verdict = ask(login_, *owner, each.c_str(), flags);
  }
  if (verdict == WARIFU_PASSED) ++counters.logins_passed;
  if (verdict == WARIFU_REFUSED) ++counters.logins_refused;
  return verdict;
}

int Gate::ask(const client::Engine& engine, const warifu_owner_handle& owner, const char* account,
              uint32_t flags) {
  const client::Decision decision;
  client::Request request;
  request.owner = &owner;
  request.account = account;
  request.flags = flags;
  const int verdict = engine.verdict(request, decision);
  if (verdict != WARIFU_REFUSED || !is_exempt(decision, owner)) return verdict;
  ++counters.exempted;
  tell_of_exemption(decision.info());
  return WARIFU_PASSED;
}

// The decision log has a refusal.
void Gate::tell_of_exemption(const warifu_decision_info& refused) const {
  tell_("exempt: uid " + std::to_string(refused.owner.uid) + " is let in, though " + refused.file +
        ":" + std::to_string(refused.line) + " refuses (" + refused.reason_id + ")");
}

bool Gate::is_exempt(const client::Decision& decision, const warifu_owner_handle& owner) const {
  if (exemptions_.empty()) return false;
  warifu_owner_info read{};
  read.size = sizeof read;
  if (warifu_owner_describe(&owner, &read) != WARIFU_OK) return false;
  const warifu_owner verified = decision.info().owner;
  return std::any_of(exemptions_.begin(), exemptions_.end(),
                     [&](const Exemption& each) { return each.covers(verified, read.client); });
}

int Gate::explain(const warifu_presumed_login& login, const client::Decision& decision) const {
  return login_.explain(login, decision);
}

std::string Gate::reload() {
  std::string told;
  for (const client::Engine* const each : {&connect_, &login_}) {
    const auto failure = each->reload();
    if (failure) told += (told.empty() ? "" : "\n") + failure->text;
  }
  if (!told.empty()) ++counters.reload_errors;
  return told;
}

std::string Gate::reload_if_asked() {
  std::string told;
  for (const client::Engine* const each : {&connect_, &login_}) {
    const std::string failure = redis::reload_if_asked(*each);
    if (!failure.empty()) told += (told.empty() ? "" : "\n") + failure;
  }
  if (!told.empty()) ++counters.reload_errors;
  return told;
}

}  // namespace warifu::redis
