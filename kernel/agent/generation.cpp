// SPDX-License-Identifier: MIT
#include "kernel/agent/generation.h"

#include <arpa/inet.h>
#include <sys/stat.h>

#include <cstring>

namespace warifu::agent {
namespace {

constexpr ino_t kInitialUserNamespace = 0xEFFFFFFD;  // PROC_USER_INIT_INO

warifu_destination_key key_of(const DestinationRow& row, uint32_t generation) {
  warifu_destination_key key{};
  key.prefix_length = WARIFU_DESTINATION_FIXED_BITS + row.prefix.length;
  key.generation = generation;
  key.port = row.port;
  key.family = static_cast<__u16>(row.prefix.family);
  std::memcpy(key.address, row.prefix.address.data(), sizeof(key.address));
  return key;
}

warifu_destination value_of(const DestinationRow& row) {
  warifu_destination value{};
  value.stamp = row.stamp;
  value.scope = row.scope;
  value.slot = row.slot;
  value.bind = row.bind;
  value.form = row.form;
  return value;
}

warifu_source_key_id key_of(const SourceRow& row, uint32_t generation) {
  warifu_source_key_id key{};
  key.generation = generation;
  key.stamp = row.stamp;
  std::copy(row.address.begin(), row.address.end(), std::begin(key.address));
  return key;
}

warifu_source_key value_of(const SourceRow& row) {
  warifu_source_key value{};
  value.key = row.key;
  std::copy(row.fingerprint.begin(), row.fingerprint.end(), std::begin(value.fingerprint));
  return value;
}

warifu_uid_key key_of(const UidRow& row, uint32_t generation) {
  warifu_uid_key key{};
  key.prefix_length = WARIFU_UID_FIXED_BITS + row.ids.length;
  key.generation = generation;
  key.set = row.set;
  const uint32_t wire = htonl(row.ids.value);
  std::memcpy(key.uid, &wire, sizeof(wire));
  return key;
}

warifu_cgroup_key key_of(const CgroupRow& row, uint32_t generation) {
  warifu_cgroup_key key{};
  key.generation = generation;
  key.parent = row.parent;
  std::memcpy(key.name, row.name.data(), std::min(row.name.size(), sizeof(key.name) - 1));
  return key;
}

warifu_generation head_of(const Tables& tables, const Surroundings& around, uint64_t now) {
  warifu_generation head{};
  head.pid_namespace = around.pid_namespace;
  head.user_namespace = around.user_namespace;
  head.configured_at = now;
  head.kind = tables.kind;
  head.exid[0] = static_cast<__u8>(tables.exid >> 8);
  head.exid[1] = static_cast<__u8>(tables.exid & 0xFF);
  head.has_identities = tables.cgroups.empty() ? 0 : 1;
  return head;
}

Result<void> write_rows(const ConfigurationMaps& maps, uint32_t number, const Tables& tables) {
  Result<void> done;
  for (const DestinationRow& row : tables.destinations) {
    if (done) done = maps.destinations.put(key_of(row, number), value_of(row));
  }
  for (const UidRow& row : tables.uids) {
    if (done) done = maps.uids.put(key_of(row, number), 1);
  }
  for (const CgroupRow& row : tables.cgroups) {
    if (done) done = maps.cgroup_nodes.put(key_of(row, number), row.node);
  }
  const uint32_t listen = tables.record ? uint32_t{WARIFU_LISTEN_SAVE_SYN} | WARIFU_LISTEN_RECORD
                                        : uint32_t{WARIFU_LISTEN_SAVE_SYN};
  for (const uint16_t port : tables.listen_ports) {
    if (done) done = maps.listen_ports.put({number, port}, listen);
  }
  for (const SourceRow& row : tables.sources) {
    if (done) done = maps.source_keys.put(key_of(row, number), value_of(row));
  }
  return done;
}

template <typename Key, typename Value, typename Predicate>
void remove_if(const Map<Key, Value>& map, Predicate unwanted) {
  for (const Key& key : map.keys()) {
    if (unwanted(key)) map.remove(key);
  }
}

template <typename Predicate>
void remove_generations(const ConfigurationMaps& maps, Predicate unwanted) {
  const auto of_key = [&](const auto& key) { return unwanted(key.generation); };
  remove_if(maps.generations, unwanted);
  remove_if(maps.destinations, of_key);
  remove_if(maps.uids, of_key);
  remove_if(maps.cgroup_nodes, of_key);
  remove_if(maps.listen_ports, of_key);
  remove_if(maps.source_keys, of_key);
  remove_if(maps.epoch_keys, of_key);
}

}  // namespace

Result<Surroundings> read_surroundings() {
  struct stat pid {};
  struct stat user {};
  if (::stat("/proc/self/ns/pid", &pid) != 0 || ::stat("/proc/self/ns/user", &user) != 0) {
    return failure(ErrorKind::kUnavailable, with_errno("cannot read /proc/self/ns", errno));
  }
  if (user.st_ino != kInitialUserNamespace) {
    return failure(ErrorKind::kUnavailable,
                   "this is not the initial user namespace; owners are numbered as that one does, "
                   "so run the agent there");
  }
  return Surroundings{static_cast<uint32_t>(pid.st_ino), static_cast<uint32_t>(user.st_ino)};
}

Result<void> write_generation(const ConfigurationMaps& maps, uint32_t number, const Tables& tables,
                              const Surroundings& around, EpochFeeder& feeder,
                              int64_t now_unix_seconds) {
  auto done = write_rows(maps, number, tables);
  if (done) done = feeder.keep_up(now_unix_seconds);
  // The head last: without it no program uses a row.
  if (done)
    done = maps.generations.put(number,
                                head_of(tables, around, static_cast<uint64_t>(now_unix_seconds)));
  if (!done) remove_generations(maps, [&](uint32_t each) { return each == number; });
  return done;
}

EpochFeeder feeder_of(const ConfigurationMaps& maps, uint32_t number, const Tables& tables) {
  const auto store = maps.epoch_keys;
  return EpochFeeder(
      tables.keys, tables.keys_ahead,
      {[store, number](uint32_t key, uint64_t epoch, const warifu_epoch_key& states) {
         return store.put({number, key, epoch}, states);
       },
       [store, number](uint32_t key, uint64_t epoch) {
         store.remove({number, key, epoch});
       }});
}

void remove_other_generations(const ConfigurationMaps& maps, uint32_t kept) {
  remove_generations(maps, [&](uint32_t each) { return each != kept; });
}

}  // namespace warifu::agent
