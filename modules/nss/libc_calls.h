// SPDX-License-Identifier: MIT
#pragma once

#include <grp.h>
#include <pwd.h>

#include <cstddef>

namespace nss {

// The functions of libc that ask the system's name service, so that a test may fail as they do.
struct LibcCalls {
  int (*getpwuid_r)(uid_t, passwd*, char*, size_t, passwd**) = ::getpwuid_r;
  int (*getgrnam_r)(const char*, group*, char*, size_t, group**) = ::getgrnam_r;
  int (*getgrouplist)(const char*, gid_t, gid_t*, int*) = ::getgrouplist;
};

}  // namespace nss
