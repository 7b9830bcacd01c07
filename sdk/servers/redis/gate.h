// SPDX-License-Identifier: MIT
// The two stacks, and what was asked of them.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "sdk/servers/redis/settings.h"
#include "warifu/warifu.hpp"

namespace warifu::redis {

using Owner = std::shared_ptr<const warifu_owner_handle>;

// Since the module was loaded. Any thread.
struct Counters {
  std::atomic<uint64_t> connects_passed = 0, connects_refused = 0;
  std::atomic<uint64_t> logins_passed = 0, logins_refused = 0, exempted = 0;
  std::atomic<uint64_t> waited = 0;         // logins that a thread asked for
  std::atomic<uint64_t> queue_full = 0;     // of these, refused as too many waited
  std::atomic<uint64_t> reload_errors = 0;  // what was in use stayed
};

// Any thread.
class Gate {
 public:
  // Takes a line for the server's log. Any thread.
  using Tell = std::function<void(const std::string&)>;

  // Opens both stacks; else what is wrong, a line each.
  static std::variant<std::unique_ptr<Gate>, std::string> open(const Settings& settings, Tell tell);

  // By the sources that the stack of AUTH names; once for a connection. Empty: no memory.
  [[nodiscard]] Owner read_owner(int fd) const;

  // Whether a client may connect. Never waits.
  bool may_connect(const Owner& owner);

  // Whether this owner may log in as all of these accounts: enum warifu_verdict. `flags`: enum
  // warifu_request_flag. Refused where there is no owner to ask for, no account, or
  // more than kMostAccounts.
  int may_log_in(const Owner& owner, const std::vector<std::string>& accounts, uint32_t flags);

  // For an operator: what would be.
  int explain(const warifu_presumed_login& login, const client::Decision& decision) const;

  // "" where both stacks are new; else why not, and what was in use stays.
  std::string reload();
  // The same where the operator asked for it with `warifu reload`; "" also where nobody did.
  std::string reload_if_asked();

  Counters counters;

 private:
  Gate(client::Engine connecting, client::Engine logging_in, std::vector<Exemption> exemptions,
       Tell tell)
      : connect_(std::move(connecting)),
        login_(std::move(logging_in)),
        exemptions_(std::move(exemptions)),
        tell_(std::move(tell)) {}
  int ask(const client::Engine& engine, const warifu_owner_handle& owner, const char* account,
          uint32_t flags);
  [[nodiscard]] bool is_exempt(const client::Decision& decision,
                               const warifu_owner_handle& owner) const;
  void tell_of_exemption(const warifu_decision_info& refused) const;

  client::Engine connect_;
  client::Engine login_;
  std::vector<Exemption> exemptions_;
  const Tell tell_;
};

}  // namespace warifu::redis
