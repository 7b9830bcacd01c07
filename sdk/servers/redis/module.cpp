// SPDX-License-Identifier: MIT
#include "sdk/servers/redis/module.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include "sdk/servers/redis/callbacks.h"

namespace warifu::redis {
namespace {

constexpr char kName[] = "warifu";

// The server gives its callbacks no pointer of the module's own.
Module*& slot() {
  static Module* module = nullptr;
  return module;
}

int fail(const Api& api, RedisModuleCtx* context, const std::string& why) {
  for (size_t at = 0; at <= why.size();) {
    const size_t end = std::min(why.find('\n', at), why.size());
    api.log(context, "warning", "warifu: %s", why.substr(at, end - at).c_str());
    at = end + 1;
  }
  return kErr;
}

// Whether the server knows it under this name: what it is renamed to would pass by the filter.
bool knows(const Api& api, RedisModuleCtx* context, const char* command) {
  errno = 0;
  RedisModuleCallReply* const reply = api.call(context, command, "");
  if (reply != nullptr) api.free_reply(reply);
  return reply != nullptr || errno != ENOENT;
}

bool has_callback(const Api& api) {
  return api.register_auth != nullptr && api.block_on_auth != nullptr;
}

// "" where logins and their owners will be seen, else what is in the way.
std::string what_hides_logins(const Api& api, RedisModuleCtx* context, Module& module) {
  if (!knows(api, context, "CLIENT")) {
    return "CLIENT is renamed, and tells the module which socket a client has; remove it from "
           "rename-command, and take it from users by their ACL rules";
  }
  if (has_callback(api)) return "";
  if (!module.login().core().find()) {
    return "this server exports neither RedisModule_RegisterAuthCallback nor its AUTH and HELLO; "
           "use Redis 7.2 or newer, Valkey, or a program that was linked with -rdynamic";
  }
  if (!knows(api, context, "AUTH") || !knows(api, context, "HELLO")) {
    return "AUTH or HELLO is renamed; remove it from rename-command, or a login passes by";
  }
  return "";
}

bool add_for_operators(const Api& api, RedisModuleCtx* context, const char* name,
                       CommandFunction run) {
  constexpr char kFlags[] = "admin deny-script allow-loading allow-stale";
  if (api.create_command(context, name, run, kFlags, 0, 0, 0) != kOk) return false;
  // The flag alone makes no category. Redis 7.0 has none for modules: see Operator::may_use().
  if (api.set_categories == nullptr || api.command_of == nullptr) return true;
  return api.set_categories(api.command_of(context, name), "admin dangerous") == kOk;
}

bool add_logins(const Api& api, RedisModuleCtx* context) {
  // The flags of the server's own.
  constexpr char kFlags[] =
      "no-auth no-monitor no-slowlog deny-script allow-loading allow-stale allow-busy fast";
  return api.create_command(context, kAuthCommand, on_auth_command, kFlags, 0, 0, 0) == kOk &&
         api.create_command(context, kHelloCommand, on_hello_command, kFlags, 0, 0, 0) == kOk;
}

bool add_commands(const Api& api, RedisModuleCtx* context) {
  return (has_callback(api) || add_logins(api, context)) &&
         add_for_operators(api, context, "warifu.status", on_status) &&
         add_for_operators(api, context, "warifu.explain", on_explain) &&
         add_for_operators(api, context, "warifu.reload", on_reload) &&
         api.register_info(context, on_info) == kOk;
}

bool watch_events(const Api& api, RedisModuleCtx* context) {
  for (const RedisModuleEvent each :
       {kLoading, kClientChange, kCronLoop, kEventLoop, kConfigChange}) {
    if (api.subscribe(context, each, on_event) != kOk) return false;
  }
  return true;
}

// The last of all: Redis 7.0 keeps the filter of a module that then does not load.
bool watch_logins(const Api& api, RedisModuleCtx* context, Operator& operations) {
  if (has_callback(api)) {
    api.register_auth(context, on_auth);
    operations.set_way("auth callback");
    return true;
  }
  operations.set_way("command filter");
  return api.register_filter(context, on_command, kFilterNoSelf) != nullptr;
}

}  // namespace

Module* loaded() {
  return slot();
}

int load(RedisModuleCtx* context, RedisModuleString** words, int count) {
  Api api{};
  const char* const missing = api.load(context);
  if (api.log == nullptr || api.set_module_attribs == nullptr) return kErr;  // nowhere to say why
  if (missing == nullptr && api.is_module_name_busy(kName) != 0) return kErr;
  api.set_module_attribs(context, kName, 1, kApiVersion);
  if (missing != nullptr) {
    return fail(api, context,
                std::string("this server has no ") + missing +
                    "; Redis 7.0 or newer, or Valkey, is needed");
  }
  auto settings = parse_settings(to_words(api, words, count));
  if (const auto* const wrong = std::get_if<std::string>(&settings)) {
    return fail(api, context, *wrong);
  }
  auto gate = Gate::open(std::get<Settings>(settings), [log = api.log](const std::string& text) {
    log(nullptr, "notice", "warifu: %s", text.c_str());
  });
  if (const auto* const wrong = std::get_if<std::string>(&gate)) return fail(api, context, *wrong);
  auto module = std::make_unique<Module>(api, std::move(std::get<0>(gate)));
  const std::string in_the_way = what_hides_logins(api, context, *module);
  if (!in_the_way.empty()) return fail(api, context, in_the_way);
  if (!add_commands(api, context) || !watch_events(api, context) ||
      !watch_logins(api, context, module->operations())) {
    return fail(api, context, "the server takes no command, event or filter of this module");
  }
  module->look_at_listeners();  // 7.0 has them by now
  slot() = module.release();    // until the process ends
  return kOk;
}

Words to_words(const Api& api, RedisModuleString* const* from, int count) {
  Words words;
  for (int i = 0; i < count; ++i) {
    size_t length = 0;
    const char* const bytes = api.string_bytes(from[i], &length);
    words.emplace_back(bytes, length);
  }
  return words;
}

void Module::connected(RedisModuleCtx* context, const RedisModuleClientInfo& client) {
  const Owner& owner = clients_.add(context, client.id);
  if (gate_->may_connect(owner)) return;
  clients_.refuse(context, client.id);
}

void Module::look_at_listeners() {
  operator_.set_listeners(std::max(warifu_prepare_listeners(), 0));
}

void Module::begin_to_serve() {
  if (std::exchange(serves_, true)) return;
  look_at_listeners();
  worker_.start();
}

void Module::once_in_a_while(RedisModuleCtx* context) {
  std::string said;
  {
    const std::lock_guard lock(notes_mutex_);
    said.swap(notes_);
  }
  if (!said.empty()) fail(api_, context, said);
}

void Module::note(const std::string& text) {
  if (text.empty()) return;
  const std::lock_guard lock(notes_mutex_);
  notes_ = "not reloaded, what was in use stays:\n" + text;
}

}  // namespace warifu::redis
