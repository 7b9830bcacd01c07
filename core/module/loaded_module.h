// SPDX-License-Identifier: MIT
// Module files: judged through a descriptor, then loaded through the same descriptor.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/diagnostic/result.h"
#include "core/trust/trust.h"
#include "warifu/module.h"

namespace warifu {

// A module that was judged and loaded into this process, where it stays until the process ends.
class LoadedModule {
 public:
  virtual ~LoadedModule() = default;
  [[nodiscard]] virtual const warifu_module& descriptor() const = 0;
  [[nodiscard]] virtual const std::string& path() const = 0;
};

struct ModuleFolder {
  std::string path;
  TrustPolicy trust;
};

struct FileIdentity;

// The modules an engine has loaded, kept across its reloads: the same file (device, inode,
// size, change time) is judged and loaded once. Thread-safe. What was loaded stays in the
// process when the table goes, and a LoadedModule may outlive its table.
class ModuleTable {
 public:
  explicit ModuleTable(ModuleFolder folder);
  ~ModuleTable();
  ModuleTable(const ModuleTable&) = delete;
  ModuleTable& operator=(const ModuleTable&) = delete;

  // Opens FOLDER/warifu_NAME.so, checks trust, `sha256` (lower-case hex; empty: any), ELF class
  // and machine, the warifu note (magic, ABI), no RPATH or RUNPATH; only then loads it and
  // checks that the descriptor agrees with the note. kUnavailable: there is no such file (nor
  // such a folder); kConfiguration: it was refused. Nothing of a file that was refused for its
  // trust, pin, ELF headers or note is ever executed. The error's text is "WHAT; REMEDY".
  [[nodiscard]] Result<std::shared_ptr<const LoadedModule>> load(const std::string& name,
                                                                 const std::string& sha256);

  // The names of the modules in the folder, sorted, whether they load or not.
  [[nodiscard]] Result<std::vector<std::string>> list() const;

  [[nodiscard]] const ModuleFolder& folder() const { return folder_; }

 private:
  struct Known;
  [[nodiscard]] std::string path_of(const std::string& name) const;
  [[nodiscard]] Error missing(const std::string& name) const;
  [[nodiscard]] const Known* find(const FileIdentity& file, const std::string& name) const;
  [[nodiscard]] Result<const Known*> judge_and_load(const TrustedFile& file,
                                                    const std::string& name,
                                                    const std::string& pinned);

  ModuleFolder folder_;
  std::mutex mutex_;  // known_
  std::vector<std::unique_ptr<const Known>> known_;
};

}  // namespace warifu
