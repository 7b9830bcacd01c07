// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <string>

#include "core/owner/evidence.h"

namespace warifu {

// "owner saved-syn 1000/100" ("-" for a gid that is not there), else outcome and reason:
// "no-option owner.no-option".
std::string summary(const Evidence& evidence);

// The defaults, but these sources.
OwnerConfig with_sources(std::initializer_list<int> sources);

}  // namespace warifu
