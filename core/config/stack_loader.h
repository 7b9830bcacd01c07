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

// Reads a stack file's text; every semantic mistake is reported. `now` (unix seconds) is what
// observe_until is judged against: at most 30 days ahead; one that has passed is enforce, with
// a warning. `is_other`: other.toml, where observe is refused. Never nullptr.
std::shared_ptr<const StackFile> read_stack_text(std::string_view text, const std::string& path,
                                                 bool is_other, int64_t now,
                                                 Diagnostics& diagnostics);

// stacks/SERVICE.toml, else stacks/other.toml, else an error that says what to create. The
// plan is complete only if nothing was reported as an error.
Plan load_plan(const ConfigFolder& folder, const std::string& service, int64_t now,
               Diagnostics& diagnostics);

// The same for a file named by its path (`warifu check FILE`); includes are looked up in
// the folder that holds the file.
Plan load_plan_file(const ConfigFolder& folder, const std::string& path, int64_t now,
                    Diagnostics& diagnostics);

}  // namespace warifu
