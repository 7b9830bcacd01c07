// SPDX-License-Identifier: MIT
// One entry's module, opened.
#pragma once

#include <memory>
#include <set>
#include <string>

#include "core/diagnostic/diagnostic.h"
#include "core/module/loaded_module.h"
#include "core/module/options.h"
#include "core/stack/stack_file.h"

namespace warifu {

struct OpenContext {
  std::string service;
  TrustPolicy trust;
  uint32_t flags = 0;              // enum warifu_open_flag
  std::set<std::string>* domains;  // that entries of this stack declared so far; never null
};

// Owns what the module's open() made and gives it to close(). The host side of open()
// (report, warn, read_file) lives only during open; what read_file gave is wiped after.
// process_start and verify are the caller's to call, under the rules of warifu/module.h.
class ModuleInstance {
 public:
  // nullptr after reporting; a module whose open fails without a report is reported for it. One
  // that reports a mistake and yet succeeds has failed. `entry` and `context` are not kept.
  static std::unique_ptr<ModuleInstance> open(std::shared_ptr<const LoadedModule> module,
                                              const StackEntry& entry, const OpenContext& context,
                                              Diagnostics& diagnostics);
  ~ModuleInstance();
  ModuleInstance(const ModuleInstance&) = delete;
  ModuleInstance& operator=(const ModuleInstance&) = delete;

  [[nodiscard]] const warifu_module& descriptor() const { return module_->descriptor(); }
  [[nodiscard]] void* handle() const { return handle_; }
  [[nodiscard]] const OptionValues& options() const { return options_; }

 private:
  ModuleInstance(std::shared_ptr<const LoadedModule> module, OptionValues options);
  bool run_open(const StackEntry& entry, const OpenContext& context, Diagnostics& diagnostics);

  std::shared_ptr<const LoadedModule> module_;
  OptionValues options_;
  void* handle_ = nullptr;
  int opened_in_ = 0;  // process id, 0: not opened; close() is only called there
};

}  // namespace warifu
