// SPDX-License-Identifier: MIT
// The option rules once more, written from FORMAT.md without a thought for speed, to be
// compared with the real parser.
#pragma once

#include <string>

#include "kernel/wire/option_parser.h"
#include "tests/unit/wire/bytes.h"

namespace warifu::wire {

// "none", "malformed", or "FORM slot uid gid" ("-" for a gid that is not there).
std::string reference_outcome(const ByteVector& block, bool is_syn, const OptionRules& rules);

}  // namespace warifu::wire
