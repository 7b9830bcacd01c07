// SPDX-License-Identifier: MIT
#include "tests/unit/module/fake_host.h"

namespace module_test {
namespace {

FakeCall& of(const warifu_call* call) {
  return const_cast<FakeCall&>(static_cast<const FakeCall&>(*call));
}

void explain(const warifu_call* call, uint32_t reason, const char* detail) {
  of(call).explained.push_back(reason);
  of(call).detail = detail ? detail : "";
}

void log(const warifu_call* call, int level, const char* text) {
  of(call).logged.push_back(std::to_string(level) + " " + text);
}

int64_t time_left(const warifu_call* call) {
  return of(call).time_left;
}
int64_t now(const warifu_call* call) {
  return of(call).now;
}

int set_attribute(const warifu_call* call, const char* name, const char* value) {
  of(call).attributes[name] = value;
  return of(call).set_result;
}

const char* get_attribute(const warifu_call* call, const char* name) {
  const auto found = of(call).attributes.find(name);
  return found == of(call).attributes.end() ? nullptr : found->second.c_str();
}

int set_domain(const warifu_call* call, const char* domain) {
  of(call).domain_set = domain;
  return of(call).set_result;
}

int offer_groups(const warifu_call* call, warifu_group_lookup lookup, void* data) {
  of(call).lookup = lookup;
  of(call).lookup_data = data;
  return of(call).set_result;
}

int has_group(const warifu_call* call, const char* group) {
  const FakeCall& fake = of(call);
  return fake.lookup ? fake.lookup(fake.lookup_data, group) : -1;
}

int distrust_gid(const warifu_call* call) {
  of(call).gid_distrusted = true;
  return of(call).set_result;
}

int offer_group_search(const warifu_call* call, warifu_group_search search) {
  of(call).search = search;
  return of(call).set_result;
}

std::string text(const void* bytes, size_t length) {
  return {static_cast<const char*>(bytes), length};
}

int cache_get(const warifu_call* call, const void* key, size_t key_length, void* room,
              size_t capacity, warifu_cached* found) {
  FakeCache* const cache = of(call).cache;
  return cache ? cache->get(text(key, key_length), room, capacity, found) : -1;
}

int cache_claim(const warifu_call* call, const void* key, size_t key_length, int64_t lease) {
  FakeCache* const cache = of(call).cache;
  return cache ? cache->claim(text(key, key_length), lease) : -1;
}

int cache_put(const warifu_call* call, const void* key, size_t key_length, const void* value,
              size_t length, int64_t fresh, int64_t keep) {
  FakeCache* const cache = of(call).cache;
  return cache ? cache->put(text(key, key_length), text(value, length), fresh, keep) : -1;
}

void cache_release(const warifu_call* call, const void* key, size_t key_length) {
  if (of(call).cache) of(call).cache->release(text(key, key_length));
}

int cache_wait(const warifu_call* call, const void* key, size_t key_length, int64_t timeout) {
  of(call).waited_for = timeout;
  FakeCache* const cache = of(call).cache;
  return cache ? cache->wait(text(key, key_length)) : 1;
}

constexpr warifu_host kHost = {
    sizeof(warifu_host), explain,     log,          time_left,     now,          set_attribute,
    get_attribute,       set_domain,  offer_groups, has_group,     distrust_gid, offer_group_search,
    cache_get,           cache_claim, cache_put,    cache_release, cache_wait};

}  // namespace

FakeCall::FakeCall() : warifu_call{} {
  asked = {sizeof asked, 0, "postgresql", "wp", "wordpress"};
  seen.size = sizeof seen;
  who.size = sizeof who;
  who.domain = "";
  size = sizeof(warifu_call);
  host = &kHost;
  request = &asked;
  evidence = &seen;
  owner = &who;
}

void FakeCall::set_owner(uint32_t uid) {
  who.has_uid = 1;
  who.uid = uid;
}

void FakeCall::set_owner(uint32_t uid, uint32_t gid) {
  set_owner(uid);
  who.has_gid = 1;
  who.gid = gid;
}

}  // namespace module_test
