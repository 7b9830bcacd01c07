// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "core/cli/context.h"
#include "core/engine/decision.h"

namespace warifu::cli {

// A decision for programs: verdict, would, code, owner, reason_id, reason, decided_by, steps.
nlohmann::json to_json(const Decision& decision);

// The same for a person, on stdout.
void print_text(const Context& context, const Decision& decision);

}  // namespace warifu::cli
