// SPDX-License-Identifier: MIT
#include "core/owner/local_owner.h"

#include <sys/stat.h>

#include <cerrno>

#include "core/owner/sources.h"
#include "core/reason/reason.h"
#include "kernel/wire/option.h"

namespace warifu {
namespace {

// Inode of the initial user namespace: fixed since Linux 3.8 (PROC_USER_INIT_INO, by now
// USER_NS_INIT_INO of linux/nsfs.h). Better than a look at uid_map, which would also have to
// be parsed.
constexpr ino_t kInitialUserNamespace = 0xEFFFFFFDu;

// What the kernel gives unless an administrator changed it (/proc/sys/kernel/overflowuid);
// the changed number can only appear outside the initial user namespace, where nobody is
// named anyway.
constexpr uint32_t kOverflowUid = 65534;

}  // namespace

bool sees_true_uids(Evidence& out) {
  struct stat status;
  if (stat("/proc/self/ns/user", &status) != 0) {
    answer(out, WARIFU_OUTCOME_NO_OWNER, reason::kOwnerNotPermitted,
           "/proc/self/ns/user tells in which user namespace the server runs, and cannot be "
           "read: " +
               errno_text(errno));
    return false;
  }
  if (status.st_ino != kInitialUserNamespace) {
    answer(out, WARIFU_OUTCOME_NO_OWNER, reason::kOwnerForeignUserNamespace);
    return false;
  }
  return true;
}

void name_local_owner(Evidence& out, uint32_t uid, std::optional<uint32_t> gid) {
  if (uid == kOverflowUid || uid == WARIFU_NO_ID) {
    return answer(out, WARIFU_OUTCOME_NO_OWNER, reason::kOwnerOverflowUid,
                  "the peer's uid reads as " + std::to_string(uid));
  }
  answer(out, WARIFU_OUTCOME_OWNER, "");
  out.has_uid = true;
  out.uid = uid;
  out.has_gid = gid && *gid != WARIFU_NO_ID;
  out.gid = out.has_gid ? *gid : 0;
}

}  // namespace warifu
