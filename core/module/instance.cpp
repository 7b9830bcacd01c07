// SPDX-License-Identifier: MIT
#include "core/module/instance.h"

#include <unistd.h>

#include "core/module/open_host.h"

namespace warifu {
namespace {

warifu_module_open describe(const StackEntry& entry, const OpenContext& context,
                            const std::vector<warifu_value>& values) {
  warifu_module_open args = {};
  args.size = sizeof args;
  args.flags = context.flags;
  args.service = context.service.c_str();
  args.entry = entry.name.c_str();
  args.file = entry.place.file.c_str();
  args.line = entry.place.line;
  args.value_count = static_cast<uint32_t>(values.size());
  args.values = values.data();
  return args;
}

}  // namespace

ModuleInstance::ModuleInstance(std::shared_ptr<const LoadedModule> module, OptionValues options)
    : module_(std::move(module)), options_(std::move(options)) {}

std::unique_ptr<ModuleInstance> ModuleInstance::open(std::shared_ptr<const LoadedModule> module,
                                                     const StackEntry& entry,
                                                     const OpenContext& context,
                                                     Diagnostics& diagnostics) {
  Diagnostics found;
  OptionValues options = check_options(module->descriptor(), entry.options, entry.place, found);
  for (const Diagnostic& item : found.items()) {
    diagnostics.error(item.place, item.what, item.remedy);
  }
  if (found.has_errors()) return nullptr;
  std::unique_ptr<ModuleInstance> instance(
      new ModuleInstance(std::move(module), std::move(options)));
  if (!instance->run_open(entry, context, diagnostics)) return nullptr;
  return instance;
}

bool ModuleInstance::run_open(const StackEntry& entry, const OpenContext& context,
                              Diagnostics& diagnostics) {
  const bool sets_domain = (descriptor().flags & WARIFU_MODULE_SETS_DOMAIN) != 0;
  OpenHost host(context.trust, options_, {*context.domains, sets_domain}, diagnostics);
  warifu_module_open args = describe(entry, context, options_.values());
  host.serve(args);
  void* made = nullptr;
  const bool opened = descriptor().open(&args, &made) == 0;
  if (opened) {
    handle_ = made;
    opened_in_ = getpid();  // from here on the destructor closes it
  }
  if (opened && !host.reported() && !host.lost()) return true;
  if (!host.reported()) {
    diagnostics.error(
        entry.place,
        "module \"" + std::string(descriptor().name) + "\" could not be opened and did not say why",
        "look into the system's log, or ask the module's maker");
  }
  return false;
}

ModuleInstance::~ModuleInstance() {
  if (opened_in_ != getpid() || !descriptor().close) return;
  descriptor().close(handle_);
}

}  // namespace warifu
