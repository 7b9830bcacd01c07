// SPDX-License-Identifier: MIT
// Finds, trusts and reads the stack files of a configuration folder.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/diagnostic/diagnostic.h"
#include "core/stack/plan.h"
#include "core/stack/stack_file.h"
#include "core/trust/trust.h"

namespace warifu {

inline constexpr size_t kMaximumStackBytes = 1 << 20;

struct ConfigFolder {
  std::string path = "/etc/warifu";
  TrustPolicy trust;
};

// [a-z0-9][a-z0-9_-]*, at most 64 bytes.
bool is_service_name(std::string_view name);

// Reads a stack file's text; every semantic mistake is reported, or else its syntax error. `now`
// (unix seconds) is what observe_until is judged against: at most 30 days ahead; one that has
// passed is enforce, with a warning, as is observing at all. `is_other`: other.toml, where observe
// is refused. Never nullptr; what has a mistake stands at its default.
std::shared_ptr<const StackFile> read_stack_text(std::string_view text, const std::string& path,
                                                 bool is_other, int64_t now,
                                                 Diagnostics& diagnostics);

// stacks/SERVICE.toml, else stacks/other.toml, else an error that says what to create. A file
// that is there but cannot be trusted or read is an error, never passed over. Of included files
// only the entries count; one that observes as a whole gets a warning that this is not applied.
// The plan is complete only if nothing was reported as an error; its `file` is nullptr where
// none could be read.
Plan load_plan(const ConfigFolder& folder, const std::string& service, int64_t now,
               Diagnostics& diagnostics);

// The same for a file named by its path (`warifu check FILE`), absolute or from the working
// folder; includes are looked up in the folder that holds the file.
Plan load_plan_file(const ConfigFolder& folder, const std::string& path, int64_t now,
                    Diagnostics& diagnostics);

}  // namespace warifu
