// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/diagnostic/result.h"

namespace warifu::agent {

// Why the kernel did not take the programs, in an operator's words. `error` is an errno value
// (of either sign), `log` the verifier's, possibly empty.
Error explain_load_error(int error, const std::string& log);

}  // namespace warifu::agent
