// SPDX-License-Identifier: MIT
// From an option on the wire to evidence, for the sources that read options.
#pragma once

#include "core/owner/evidence.h"
#include "kernel/wire/option_parser.h"

namespace warifu {

// What the stack says is its option.
wire::OptionRules option_rules(const OwnerConfig& config);

// An option was there and cannot be believed: final, with nobody named.
void set_malformed(Evidence& out, std::string detail);

// Keep the option's bytes, for modules to judge.
void keep_claim(const wire::OwnerOption& claim, Evidence& out);
void keep_proof(const wire::OwnerOption& proof, Evidence& out);

// Makes whom the option names the owner.
void name_owner(const wire::OwnerOption& option, Evidence& out);

}  // namespace warifu
