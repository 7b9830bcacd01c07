// SPDX-License-Identifier: MIT
#include "modules/nss/system_names.h"

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <system_error>
#include <vector>

#include "modules/nss/gid_list.h"

namespace nss {
namespace {

using warifu::directory::Outcome;

constexpr size_t kFirstRoom = 1024;
constexpr int kMostInterruptions = 16;
constexpr size_t kUsualGroups = 64;

Fetched found(std::string value) {
  return {Outcome::kFound, std::move(value), "", true};
}

// That this process is short of something says nothing about the service.
bool is_ours(int error) {
  return error == EMFILE || error == ENFILE || error == ENOMEM;
}

Fetched failed(const char* call, int error) {
  return {Outcome::kUnavailable, "",
          std::string(call) + ": " + std::generic_category().message(error), !is_ours(error)};
}

Fetched useless(std::string trouble) {
  return {Outcome::kUnavailable, "", std::move(trouble), false};
}

// Repeats `call` (room, size) until it is neither interrupted nor short of room. Its last error.
template <typename Call>
int with_room(std::vector<char>& room, size_t most, const Call& call) {
  room.resize(kFirstRoom);
  int interruptions = 0;
  for (;;) {
    const int error = call(room.data(), room.size());
    if (error == EINTR && ++interruptions < kMostInterruptions) continue;
    if (error != ERANGE || room.size() >= most) return error;
    room.assign(std::min(room.size() * 4, most), '\0');
  }
}

bool is_not_found(int error) {
  return error == 0 || error == ENOENT || error == ESRCH;
}

bool tells_of_trouble(int error) {
  constexpr int kTroubles[] = {EIO,         EAGAIN,       EMFILE,      ENFILE, ENOMEM,
                               ETIMEDOUT,   ECONNREFUSED, ECONNRESET,  EPIPE,  ENETDOWN,
                               ENETUNREACH, EHOSTDOWN,    EHOSTUNREACH};
  return std::find(std::begin(kTroubles), std::end(kTroubles), error) != std::end(kTroubles);
}

}  // namespace

Fetched SystemNames::user(uint32_t uid) {
  passwd entry = {};
  passwd* result = nullptr;
  std::vector<char> room;
  const int error = with_room(room, kMostUserBytes, [&](char* bytes, size_t size) {
    return calls_.getpwuid_r(uid, &entry, bytes, size, &result);
  });
  if (error == 0 && result != nullptr) {
    if (result->pw_uid != uid || result->pw_name == nullptr) {
      return useless("getpwuid_r: the answer is about somebody else");
    }
    return found(encode(User{result->pw_name, result->pw_gid}));
  }
  if (is_not_found(error)) return {Outcome::kNotFound, "", "", true};
  if (error == ERANGE) return useless("getpwuid_r: the entry is larger than 1 MiB");
  return failed("getpwuid_r", error);
}

Fetched SystemNames::group(const std::string& name) {
  ::group entry = {};
  ::group* result = nullptr;
  std::vector<char> room;
  const int error = with_room(room, kMostGroupBytes, [&](char* bytes, size_t size) {
    return calls_.getgrnam_r(name.c_str(), &entry, bytes, size, &result);
  });
  if (error == 0 && result != nullptr) {
    const uint32_t gid = result->gr_gid;
    return found(encode_gids({&gid, 1}));
  }
  if (is_not_found(error)) return {Outcome::kNotFound, "", "", true};
  if (error == ERANGE) return useless("getgrnam_r: the entry is larger than 16 MiB");
  return failed("getgrnam_r", error);
}

Fetched SystemNames::groups_of(const User& user) {
  std::vector<gid_t> gids(kUsualGroups);
  for (;;) {
    const int room = static_cast<int>(gids.size());
    int count = room;
    errno = 0;
    const int got = calls_.getgrouplist(user.name.c_str(), user.gid, gids.data(), &count);
    const int error = errno;
    if (tells_of_trouble(error)) return failed("getgrouplist", error);
    if (got >= 0 && got <= room) return found(encode_gids({gids.data(), static_cast<size_t>(got)}));
    // Without memory it fails and asks for no more room.
    if (count <= room) return failed("getgrouplist", ENOMEM);
    if (count > kMostGroupsOfUser) return useless("getgrouplist: more than 65536 groups");
    gids.resize(static_cast<size_t>(count));
  }
}

}  // namespace nss
