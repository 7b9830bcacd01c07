// SPDX-License-Identifier: MIT
#include "sdk/servers/redis/redis_api.h"

namespace warifu::redis {
namespace {

using GetApi = int (*)(const char*, void*);

class Finder {
 public:
  // A context begins with the function that finds the others.
  explicit Finder(RedisModuleCtx* context) : get_(*reinterpret_cast<GetApi*>(context)) {}

  template <typename Function>
  void need(const char* name, Function& function) {
    may(name, function);
    if (function == nullptr && missing_ == nullptr) missing_ = name;
  }

  template <typename Function>
  void may(const char* name, Function& function) {
    function = nullptr;
    if (get_(name, &function) != kOk) function = nullptr;
  }

  [[nodiscard]] const char* missing() const { return missing_; }

 private:
  GetApi get_;
  const char* missing_ = nullptr;
};

void find_basics(Finder& find, Api& api) {
  find.need("RedisModule_SetModuleAttribs", api.set_module_attribs);
  find.need("RedisModule_IsModuleNameBusy", api.is_module_name_busy);
  find.need("RedisModule_Log", api.log);
  find.need("RedisModule_CreateCommand", api.create_command);
  find.need("RedisModule_CreateTimer", api.create_timer);
  find.need("RedisModule_SubscribeToServerEvent", api.subscribe);
  find.need("RedisModule_RegisterInfoFunc", api.register_info);
  find.need("RedisModule_InfoAddSection", api.info_section);
  find.need("RedisModule_InfoAddFieldULongLong", api.info_number);
  find.need("RedisModule_InfoAddFieldCString", api.info_text);
  find.need("RedisModule_CreateString", api.create_string);
  find.need("RedisModule_FreeString", api.free_string);
  find.need("RedisModule_StringPtrLen", api.string_bytes);
}

void find_replies(Finder& find, Api& api) {
  find.need("RedisModule_Call", api.call);
  find.need("RedisModule_FreeCallReply", api.free_reply);
  find.need("RedisModule_CallReplyStringPtr", api.reply_bytes);
  find.need("RedisModule_ReplyWithError", api.reply_error);
  find.need("RedisModule_ReplyWithSimpleString", api.reply_simple);
  find.need("RedisModule_ReplyWithMap", api.reply_map);
  find.need("RedisModule_ReplyWithLongLong", api.reply_number);
  find.need("RedisModule_ReplyWithStringBuffer", api.reply_text);
  find.need("RedisModule_WrongArity", api.wrong_arity);
}

void find_clients(Finder& find, Api& api) {
  find.need("RedisModule_GetServerVersion", api.server_version);
  find.need("RedisModule_GetClientId", api.client_id);
  find.need("RedisModule_GetContextFlags", api.context_flags);
  find.need("RedisModule_DeauthenticateAndCloseClient", api.close_client);
  find.need("RedisModule_GetCurrentUserName", api.current_user);
  find.need("RedisModule_GetModuleUserFromUserName", api.user_of);
  find.need("RedisModule_FreeModuleUser", api.free_user);
  find.need("RedisModule_ACLCheckCommandPermissions", api.may_run);
  find.need("RedisModule_BlockClient", api.block);
  find.need("RedisModule_UnblockClient", api.unblock);
  find.need("RedisModule_GetBlockedClientPrivateData", api.blocked_data);
  find.need("RedisModule_RegisterCommandFilter", api.register_filter);
  find.need("RedisModule_CommandFilterArgsCount", api.filter_argument_count);
  find.need("RedisModule_CommandFilterArgGet", api.filter_argument);
  find.need("RedisModule_CommandFilterArgReplace", api.filter_replace);
}

}  // namespace

const char* Api::load(RedisModuleCtx* context) {
  Finder find(context);
  find_basics(find, *this);
  find_replies(find, *this);
  find_clients(find, *this);
  find.may("RedisModule_GetCommand", command_of);
  find.may("RedisModule_SetCommandACLCategories", set_categories);
  find.may("RedisModule_ACLAddLogEntry", acl_log);
  find.may("RedisModule_ACLAddLogEntryByUserName", acl_log_by_name);
  find.may("RedisModule_RegisterAuthCallback", register_auth);
  find.may("RedisModule_BlockClientOnAuth", block_on_auth);
  return find.missing();
}

}  // namespace warifu::redis
