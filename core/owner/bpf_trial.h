// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

namespace warifu {

// Whether this thread's system calls are filtered (seccomp(2)); true also where nobody can tell.
bool is_filtered();

// A filter may answer a call that it does not know with the death of the process. So bpf(2), as
// reading records uses it, is first tried in a child: nothing where it may be called, else why
// not. The child makes system calls only, runs no handler of the server's and no pthread_atfork
// function, sends no SIGCHLD and is no child that the server's own wait(2) would find. Costs a
// fork. Any thread.
std::optional<std::string> fault_of_bpf_calls();

}  // namespace warifu
