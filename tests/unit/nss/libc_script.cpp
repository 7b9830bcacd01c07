// SPDX-License-Identifier: MIT
#include "tests/unit/nss/libc_script.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cerrno>

namespace nss_test {
namespace {

LibcScript* script = nullptr;

// What both functions with a buffer do; 0: fill in an entry.
int next_error(size_t room) {
  script->room_given = room;
  if (script->called++ < script->errors.size()) return script->errors[script->called - 1];
  return room < script->needs ? ERANGE : 0;
}

int getpwuid_r(uid_t, passwd* entry, char*, size_t room, passwd** result) {
  *result = nullptr;
  const int error = next_error(room);
  if (error != 0 || !script->has_entry) return error;
  entry->pw_name = script->entry_name.data();
  entry->pw_uid = script->entry_uid;
  entry->pw_gid = script->entry_gid;
  *result = entry;
  return 0;
}

int getgrnam_r(const char*, group* entry, char*, size_t room, group** result) {
  *result = nullptr;
  const int error = next_error(room);
  if (error != 0 || !script->has_entry) return error;
  entry->gr_gid = script->entry_gid;
  *result = entry;
  return 0;
}

int getgrouplist(const char*, gid_t, gid_t* gids, int* count) {
  ++script->called;
  const auto room = static_cast<size_t>(*count);
  script->room_given = room;
  errno = script->leaves_errno;
  if (script->out_of_memory) return -1;
  const size_t all = script->gids.size();
  std::copy_n(script->gids.begin(), std::min(room, all), gids);
  *count = static_cast<int>(all);
  return all <= room ? static_cast<int>(all) : -1;
}

}  // namespace

LibcScript::LibcScript() {
  REQUIRE(script == nullptr);
  script = this;
}

LibcScript::~LibcScript() {
  script = nullptr;
}

nss::LibcCalls LibcScript::calls() const {
  return {getpwuid_r, getgrnam_r, getgrouplist};
}

}  // namespace nss_test
