// SPDX-License-Identifier: MIT
// `warifu agent status` for people and for programs, to standard output.
#pragma once

#include "core/cli/context.h"
#include "kernel/agent/agent.h"

namespace warifu::cli {

void print_json(const agent::AgentStatus& status);
void print_text(const Context& context, const agent::AgentStatus& status);

}  // namespace warifu::cli
