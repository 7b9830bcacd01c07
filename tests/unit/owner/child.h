// SPDX-License-Identifier: MIT
// Tests that give up rights, or enter namespaces, do so in a process of their own.
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>

namespace warifu {

// What `work` returns, run in a forked process; "died: ..." if that process did not finish.
// The process ends with the test whatever happens.
std::string in_child(const std::function<std::string()>& work);

// The calling process takes these ids for good (real, effective and saved), without groups.
void become(uid_t uid, gid_t gid);

// Into a new network namespace whose loopback is up. Only in a child.
void enter_new_network();

// Runs a shell command; throws where it fails.
void run(const std::string& command);

bool is_root();

}  // namespace warifu

// Where only root can make the other users and namespaces that a test is about.
#define WARIFU_NEEDS_ROOT()                                               \
  if (!warifu::is_root()) {                                               \
    WARN("skipped: needs root, to act as other users and in namespaces"); \
    return;                                                               \
  }
