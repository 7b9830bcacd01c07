// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "modules/nss/libc_calls.h"

namespace nss_test {

// What libc's functions are to do next; one script at a time, on one thread.
struct LibcScript {
  LibcScript();
  ~LibcScript();
  LibcScript(const LibcScript&) = delete;
  LibcScript& operator=(const LibcScript&) = delete;

  [[nodiscard]] nss::LibcCalls calls() const;

  // getpwuid_r and getgrnam_r: the errors of the first calls, in order; then an entry, if there is
  // one and the room given is as large as `needs`, else ERANGE.
  std::vector<int> errors;
  size_t needs = 0;
  bool has_entry = true;
  uid_t entry_uid = 10042;
  std::string entry_name = "wp";
  gid_t entry_gid = 500;

  // getgrouplist.
  std::vector<gid_t> gids = {500, 600};
  int leaves_errno = 0;
  bool out_of_memory = false;  // -1, and asks for no more room

  size_t called = 0;
  size_t room_given = 0;  // at the last call, in bytes or gids
};

}  // namespace nss_test
