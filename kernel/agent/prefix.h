// SPDX-License-Identifier: MIT
#pragma once

#include "core/diagnostic/result.h"
#include "kernel/wire/prefix.h"

namespace warifu::agent {

using wire::parse_prefix;
using wire::Prefix;
using wire::to_text;

}  // namespace warifu::agent
