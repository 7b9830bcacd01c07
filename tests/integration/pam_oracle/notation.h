// SPDX-License-Identifier: MIT
// A random stack as text: as libpam reads it, and as a stack file of ours.
#pragma once

#include <string>

#include "tests/integration/pam_oracle/random_stack.h"

namespace warifu::oracle {

// The Linux-PAM code that stands for one of ours, and its name in a control ("perm_denied").
int pam_number(int code);
std::string pam_code(int code);
std::string pam_action(Action action);

// One file for libpam. Included files are named by their path in `folder`: Debian's libpam looks
// for a relative one in /etc/pam.d, whatever the configuration folder is.
std::string pam_file(const RandomFile& file, const std::string& folder);

// One file as TOML, the answers given by the module `debug`.
std::string stack_file(const RandomFile& file);

}  // namespace warifu::oracle
