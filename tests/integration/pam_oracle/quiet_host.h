// SPDX-License-Identifier: MIT
// Keeps libpam from telling the host about thousands of trials, and hears what it would say.
#pragma once

#include <string>
#include <vector>

namespace warifu::oracle {

// Gives up CAP_AUDIT_WRITE, so that libpam's records do not reach the kernel's audit log:
// libpam goes on without it (EPERM), as it does for every server that is not root.
void drop_audit_capability();

// What libpam sent to syslog since the last call. In this program nothing reaches syslog.
std::vector<std::string> take_syslog();

}  // namespace warifu::oracle
