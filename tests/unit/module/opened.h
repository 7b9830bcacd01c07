// SPDX-License-Identifier: MIT
#pragma once

#include <catch2/catch.hpp>
#include <memory>
#include <string>

#include "core/module/instance.h"
#include "tests/unit/module/module_folder.h"

namespace module_test {

inline const std::string kStack = "/etc/warifu/stacks/postgresql.toml";

// Opens a module of `folder` with `options` written as TOML lines; options.X at line N of the
// text is reported as of line N of kStack.
inline std::unique_ptr<warifu::ModuleInstance> open_instance(const ModuleFolder& folder,
                                                             const std::string& name,
                                                             const std::string& options,
                                                             warifu::Diagnostics& diagnostics) {
  warifu::ModuleTable table(folder.folder());
  auto module = table.load(name, "");
  REQUIRE(module);
  warifu::StackEntry entry;
  entry.place = {kStack, 1, 1};
  entry.target = entry.name = name;
  entry.options = warifu::parse_toml(options, kStack, diagnostics);
  REQUIRE_FALSE(diagnostics.has_errors());
  std::set<std::string> domains;
  const warifu::OpenContext context = {"postgresql", own_policy(), 0, &domains};
  return warifu::ModuleInstance::open(*module, entry, context, diagnostics);
}

inline std::string first_line(const warifu::Diagnostics& diagnostics) {
  return diagnostics.items().empty() ? "" : warifu::to_line(diagnostics.items().front());
}

}  // namespace module_test
