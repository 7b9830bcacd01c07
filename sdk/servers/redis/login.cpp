// SPDX-License-Identifier: MIT
#include "sdk/servers/redis/login.h"

#include <utility>

namespace warifu::redis {
namespace {

// As the server answers a wrong password.
constexpr char kWrongPassword[] = "WRONGPASS invalid username-password pair or user is disabled.";

void forget_waiting(RedisModuleCtx*, void* data) {
  Login::forget(data);
}

}  // namespace

// What memory cannot tell is then a refusal.
bool Login::cannot_wait(RedisModuleCtx* context) {
  if ((api_.context_flags(context) & (kFlagLua | kFlagMulti | kFlagDenyBlocking)) == 0)
    return false;
  ++gate_.counters.logins_refused;
  tell(cannot_wait_);
  return true;
}

// From memory alone.
int Login::ask(RedisModuleCtx* context, const std::vector<std::string>& accounts) {
  const Owner& owner = clients_.owner_of(context, api_.client_id(context));
  return gate_.may_log_in(owner, accounts, WARIFU_CACHED_ONLY);
}

void Login::wait(RedisModuleBlockedClient* blocked, std::unique_ptr<WaitingLogin> login) {
  ++gate_.counters.waited;
  WaitingLogin* const waiting = login.release();  // forget_waiting's, once it is unblocked
  const auto job = [this, blocked, waiting] {
    waiting->verdict = gate_.may_log_in(waiting->owner, waiting->accounts, 0);
    api_.unblock(blocked, waiting);
  };
  if (worker_.add(Party::of(waiting->owner.get()), job)) return;
  ++gate_.counters.queue_full;
  ++gate_.counters.logins_refused;
  tell(too_many_);
  api_.unblock(blocked, waiting);  // refused
}

void Login::run(RedisModuleCtx* context, LoginCommand command, const Words& words,
                CommandFunction reply) {
  const auto accounts = accounts_of(command, words);
  const int verdict = ask(context, accounts);
  if (verdict == WARIFU_PASSED) return core_.run(command, context);
  if (verdict == WARIFU_REFUSED || cannot_wait(context)) {
    return refuse(context, accounts.empty() ? "" : accounts.front());
  }
  const Owner& owner = clients_.owner_of(context, api_.client_id(context));
  auto login = std::make_unique<WaitingLogin>(WaitingLogin{owner, accounts, command});
  wait(api_.block(context, reply, nullptr, forget_waiting, 0), std::move(login));
}

void Login::finish(RedisModuleCtx* context) {
  const auto* const login = static_cast<const WaitingLogin*>(api_.blocked_data(context));
  if (login->verdict == WARIFU_PASSED) return core_.run(login->command, context);
  refuse(context, login->accounts.front());
}

std::vector<std::string> Login::account_of(RedisModuleString* account) const {
  size_t length = 0;
  const char* const bytes = api_.string_bytes(account, &length);
  return accounts_of(LoginCommand::kAuth, {"auth", std::string_view(bytes, length), ""});
}

int Login::check(RedisModuleCtx* context, RedisModuleString* account, AuthFunction reply) {
  const auto accounts = account_of(account);
  const int verdict = ask(context, accounts);
  if (verdict == WARIFU_PASSED) return kAuthNotHandled;
  if (verdict == WARIFU_REFUSED || cannot_wait(context)) {
    log_refusal(context, account);
    return kAuthHandled;
  }
  const Owner& owner = clients_.owner_of(context, api_.client_id(context));
  auto login = std::make_unique<WaitingLogin>(WaitingLogin{owner, accounts, LoginCommand::kAuth});
  wait(api_.block_on_auth(context, reply, forget_waiting), std::move(login));
  return kAuthHandled;
}

int Login::finish_check(RedisModuleCtx* context, RedisModuleString* account) {
  const auto* const login = static_cast<const WaitingLogin*>(api_.blocked_data(context));
  const bool is_its_own = account_of(account) == login->accounts;
  if (login->verdict == WARIFU_PASSED && is_its_own) return kAuthNotHandled;
  log_refusal(context, account);
  return kAuthHandled;
}

void Login::tell(SeldomLine& line) {
  const auto text = line.due(std::chrono::steady_clock::now());
  if (text) api_.log(nullptr, "notice", "warifu: %s", text->c_str());
}

void Login::refuse(RedisModuleCtx* context, const std::string& account) {
  RedisModuleString* const name = api_.create_string(context, account.data(), account.size());
  log_refusal(context, name);
  api_.free_string(context, name);
  api_.reply_error(context, kWrongPassword);
}

// ACL LOG has failed logins; here of accounts that exist, as 7.0 wants a user for it.
void Login::log_refusal(RedisModuleCtx* context, RedisModuleString* account) {
  RedisModuleString* const object = api_.create_string(context, "AUTH", 4);
  if (api_.acl_log_by_name != nullptr) {
    api_.acl_log_by_name(context, account, object, kAclLogAuth);
  } else if (api_.acl_log != nullptr) {
    RedisModuleUser* const user = api_.user_of(account);
    if (user != nullptr) {
      api_.acl_log(context, user, object, kAclLogAuth);
      api_.free_user(user);
    }
  }
  api_.free_string(context, object);
}

}  // namespace warifu::redis
