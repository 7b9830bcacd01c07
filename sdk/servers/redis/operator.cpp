// SPDX-License-Identifier: MIT
#include "sdk/servers/redis/operator.h"

#include <algorithm>
#include <memory>

#include "sdk/servers/redis/presumed.h"

namespace warifu::redis {
namespace {

void forget_answer(RedisModuleCtx*, void* answer) {
  delete static_cast<Answer*>(answer);
}

// An error of the protocol is one line.
std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  std::replace(text.begin(), text.end(), '\r', ' ');
  return text;
}

Answer explain(const Gate& gate, const Presumed& presumed) {
  const client::Decision decision;
  if (gate.explain(presumed.login(), decision) != WARIFU_OK) {
    return {
        "ERR the login contradicts itself: 4294967295 is no uid, and names have at most 1024 "
        "bytes",
        {}};
  }
  const warifu_decision_info info = decision.info();
  Answer answer;
  answer.pairs = {{"verdict", info.would == WARIFU_PASSED ? "pass" : "refused"},
                  {"observe", info.observe != 0 ? "yes" : "no"},
                  {"reason_id", info.reason_id},
                  {"reason", info.reason},
                  {"decided_by", std::string(info.file) + ":" + std::to_string(info.line)},
                  {"module", info.module}};
  return answer;
}

}  // namespace

// Redis 7.0 gives a module's commands no category, so "-@admin" would not keep anybody from them;
// who may see the server's own log of refusals may see ours.
bool Operator::may_use(RedisModuleCtx* context) const {
  if (api_.set_categories != nullptr) return true;  // see add_commands()
  RedisModuleString* const name = api_.current_user(context);
  RedisModuleString* words[] = {api_.create_string(context, "ACL", 3),
                                api_.create_string(context, "LOG", 3)};
  RedisModuleUser* const user = api_.user_of(name);
  const bool may = user != nullptr && api_.may_run(user, words, 2) == kOk;
  if (user != nullptr) api_.free_user(user);
  for (RedisModuleString* const each : {name, words[0], words[1]})
    api_.free_string(context, each);
  if (!may) {
    api_.reply_error(context, "NOPERM this is for operators: who may run 'ACL LOG' may run it");
  }
  return may;
}

Operator::Numbers Operator::numbers() const {
  const Counters& count = gate_.counters;
  return {{"clients", clients_.size()},
          {"listeners", static_cast<uint64_t>(listeners_)},
          {"connects_passed", count.connects_passed},
          {"connects_refused", count.connects_refused},
          {"logins_passed", count.logins_passed},
          {"logins_refused", count.logins_refused},
          {"exempted", count.exempted},
          {"logins_waited", count.waited},
          {"logins_waiting", worker_.waiting()},
          {"queue_full", count.queue_full},
          {"reload_errors", count.reload_errors}};
}

void Operator::status(RedisModuleCtx* context) const {
  const Numbers all = numbers();
  api_.reply_map(context, static_cast<long>(all.size() + 2));
  const std::string_view texts[] = {"version", warifu_version(), "way", way_};
  for (const std::string_view each : texts)
    api_.reply_text(context, each.data(), each.size());
  for (const auto& [name, number] : all) {
    api_.reply_text(context, name, std::string_view(name).size());
    api_.reply_number(context, static_cast<long long>(number));
  }
}

void Operator::info(RedisModuleInfoCtx* info) const {
  api_.info_section(info, nullptr);
  api_.info_text(info, "version", warifu_version());
  api_.info_text(info, "way", way_);
  for (const auto& [name, number] : numbers())
    api_.info_number(info, name, number);
}

void Operator::answer_later(RedisModuleCtx* context, CommandFunction reply,
                            std::function<Answer()> prepare) {
  const int flags = api_.context_flags(context);
  if ((flags & (kFlagLua | kFlagMulti | kFlagDenyBlocking)) != 0) {
    api_.reply_error(context, "ERR not within MULTI or a script: the answer takes time");
    return;
  }
  RedisModuleBlockedClient* const blocked = api_.block(context, reply, nullptr, forget_answer, 0);
  const bool added = worker_.add(Party::operators(), [this, blocked, prepare = std::move(prepare)] {
    api_.unblock(blocked, new Answer(prepare()));
  });
  if (!added) api_.unblock(blocked, new Answer{"ERR too many of these wait; try again", {}});
}

void Operator::explain(RedisModuleCtx* context, const Words& words, CommandFunction reply) {
  const auto presumed = Presumed::parse(words);
  if (!presumed) {
    api_.reply_error(context, "ERR syntax: WARIFU.EXPLAIN account uid [gid] [DOMAIN name]");
    return;
  }
  answer_later(context, reply,
               [this, presumed = *presumed] { return redis::explain(gate_, presumed); });
}

void Operator::reload(RedisModuleCtx* context, CommandFunction reply) {
  answer_later(context, reply, [this] {
    const std::string failure = gate_.reload();
    return Answer{failure.empty() ? "" : "ERR " + one_line(failure), {}};
  });
}

void Operator::finish(RedisModuleCtx* context) const {
  const auto& answer = *static_cast<const Answer*>(api_.blocked_data(context));
  if (!answer.error.empty()) {
    api_.reply_error(context, answer.error.c_str());
  } else if (answer.pairs.empty()) {
    api_.reply_simple(context, "OK");
  } else {
    api_.reply_map(context, static_cast<long>(answer.pairs.size()));
    for (const auto& [name, text] : answer.pairs) {
      api_.reply_text(context, name.data(), name.size());
      api_.reply_text(context, text.data(), text.size());
    }
  }
}

}  // namespace warifu::redis
