// SPDX-License-Identifier: MIT
#include "core/cli/trial.h"

#include <filesystem>

namespace warifu::cli {
namespace {

std::shared_ptr<const Generation> build(const Context& context, ModuleTable& modules,
                                        const std::string& service, Plan plan,
                                        Diagnostics& diagnostics) {
  LoadOptions options;
  options.service = service;
  options.config = context.config();
  options.trial = true;
  auto cache = plan.file ? make_cache(*plan.file, diagnostics) : nullptr;
  return Generation::build(std::move(plan), modules, options, nullptr, std::move(cache), 0,
                           diagnostics);
}

}  // namespace

std::shared_ptr<const Generation> load_trial(const Context& context, ModuleTable& modules,
                                             const std::string& service, int64_t now,
                                             Diagnostics& diagnostics) {
  Plan plan = load_plan(context.config(), service, now, diagnostics);
  return build(context, modules, service, std::move(plan), diagnostics);
}

std::shared_ptr<const Generation> load_trial_file(const Context& context, ModuleTable& modules,
                                                  const std::string& path, int64_t now,
                                                  Diagnostics& diagnostics) {
  Plan plan = load_plan_file(context.config(), path, now, diagnostics);
  const std::string service = std::filesystem::path(path).stem().string();
  return build(context, modules, service, std::move(plan), diagnostics);
}

}  // namespace warifu::cli
