// SPDX-License-Identifier: MIT
#include "sdk/servers/redis/callbacks.h"

#include <cstdlib>
#include <exception>

#include "sdk/servers/redis/module.h"

namespace warifu::redis {
namespace {

// Runs a part of a command; whatever it throws is an error for the client.
template <typename Part>
int guarded(RedisModuleCtx* context, Part part) {
  Module& module = *loaded();
  try {
    part(module);
  } catch (const std::exception&) {
    module.api().reply_error(context, "ERR warifu: out of memory");
  }
  return kOk;
}

template <typename Part>
int for_operators(RedisModuleCtx* context, Part part) {
  return guarded(context, [&](Module& module) {
    if (module.operations().may_use(context)) part(module.operations());
  });
}

int finish_login(RedisModuleCtx* context, RedisModuleString**, int) {
  return guarded(context, [&](Module& module) { module.login().finish(context); });
}

int finish_operation(RedisModuleCtx* context, RedisModuleString**, int) {
  return guarded(context, [&](Module& module) { module.operations().finish(context); });
}

int finish_auth(RedisModuleCtx* context, RedisModuleString* account, RedisModuleString*,
                RedisModuleString**) {
  try {
    return loaded()->login().finish_check(context, account);
  } catch (const std::exception&) {
    return kAuthHandled;  // refused
  }
}

Words words_of(const Api& api, RedisModuleCommandFilterCtx* filter, int count) {
  Words words;
  for (int i = 0; i < count; ++i) {
    size_t length = 0;
    const char* const bytes = api.string_bytes(api.filter_argument(filter, i), &length);
    words.emplace_back(bytes, length);
  }
  return words;
}

void stop_watching_the_loop(RedisModuleCtx* context, void*) {
  loaded()->api().subscribe(context, kEventLoop, nullptr);
}

void on_client_change(Module& module, RedisModuleCtx* context, uint64_t subevent, void* data) {
  const auto& client = *static_cast<const RedisModuleClientInfo*>(data);
  if (subevent == kClientDisconnected) return module.disconnected(client.id);
  if (subevent != kClientConnected) return;
  try {
    module.connected(context, client);
  } catch (const std::exception&) {
    module.refuse(context, client.id);
  }
}

// What the server's own command takes from the client's words for ACL LOG and SLOWLOG: its name,
// which the filter has put ours in the place of. `words` are the client's own (Redis 7.0).
void call_it(const Api& api, RedisModuleString** words, std::string_view name) {
  RedisModuleString* const ours = words[0];
  words[0] = api.create_string(nullptr, name.data(), name.size());
  api.free_string(nullptr, ours);
}

}  // namespace

int on_status(RedisModuleCtx* context, RedisModuleString**, int count) {
  if (count != 1) return loaded()->api().wrong_arity(context);
  return for_operators(context, [&](Operator& operations) { operations.status(context); });
}

int on_explain(RedisModuleCtx* context, RedisModuleString** words, int count) {
  return for_operators(context, [&](Operator& operations) {
    operations.explain(context, to_words(loaded()->api(), words, count), finish_operation);
  });
}

int on_reload(RedisModuleCtx* context, RedisModuleString**, int count) {
  if (count != 1) return loaded()->api().wrong_arity(context);
  return for_operators(context,
                       [&](Operator& operations) { operations.reload(context, finish_operation); });
}

void on_info(RedisModuleInfoCtx* info, int for_crash_report) {
  if (for_crash_report != 0) return;  // takes locks
  try {
    loaded()->operations().info(info);
  } catch (const std::exception&) {
    return;  // less is told
  }
}

void on_event(RedisModuleCtx* context, RedisModuleEvent event, uint64_t subevent, void* data) {
  Module* const module = loaded();
  if (module == nullptr) return;  // fired by our own load
  if (event.id == kClientChange.id) return on_client_change(*module, context, subevent, data);
  try {
    if (event.id == kConfigChange.id) module->look_at_listeners();
    if (event.id == kCronLoop.id) module->once_in_a_while(context);
    // Clients come while a server loads, too.
    if (event.id == kLoading.id && subevent <= kLastLoadingStart) module->begin_to_serve();
    if (event.id == kEventLoop.id && module->is_first_loop()) {
      module->begin_to_serve();
      // Not here: the server goes through its list of who watches.
      module->api().create_timer(context, 0, stop_watching_the_loop, nullptr);
    }
  } catch (const std::exception& failure) {
    module->api().log(context, "warning", "warifu: %s", failure.what());
  }
}

void on_command(RedisModuleCommandFilterCtx* filter) {
  if (loaded() == nullptr) return;
  const Api& api = loaded()->api();
  const int count = api.filter_argument_count(filter);
  if (count < 2) return;
  size_t length = 0;
  const char* const name = api.string_bytes(api.filter_argument(filter, 0), &length);
  if (length != 4 && length != 5) return;  // quick for all that are not AUTH or HELLO
  const LoginCommand command = command_named({name, length});
  if (command == LoginCommand::kNone || !logs_in(command, words_of(api, filter, count))) return;
  const std::string_view ours = command == LoginCommand::kHello ? kHelloCommand : kAuthCommand;
  api.filter_replace(filter, 0, api.create_string(nullptr, ours.data(), ours.size()));
}

int on_auth_command(RedisModuleCtx* context, RedisModuleString** words, int count) {
  return guarded(context, [&](Module& module) {
    call_it(module.api(), words, "AUTH");
    module.login().run(context, LoginCommand::kAuth, to_words(module.api(), words, count),
                       finish_login);
  });
}

int on_hello_command(RedisModuleCtx* context, RedisModuleString** words, int count) {
  return guarded(context, [&](Module& module) {
    call_it(module.api(), words, "HELLO");
    module.login().run(context, LoginCommand::kHello, to_words(module.api(), words, count),
                       finish_login);
  });
}

int on_auth(RedisModuleCtx* context, RedisModuleString* account, RedisModuleString*,
            RedisModuleString**) {
  try {
    return loaded()->login().check(context, account, finish_auth);
  } catch (const std::exception&) {
    return kAuthHandled;  // refused
  }
}

}  // namespace warifu::redis

extern "C" {

__attribute__((visibility("default"))) int RedisModule_OnLoad(RedisModuleCtx* context,
                                                              RedisModuleString** words,
                                                              int count) {
  try {
    return warifu::redis::load(context, words, count);
  } catch (const std::exception&) {
    return warifu::redis::kErr;
  }
}

__attribute__((visibility("default"))) int RedisModule_OnUnload(RedisModuleCtx*) {
  return warifu::redis::kErr;  // refused: without it anybody logs in as anybody
}
}
