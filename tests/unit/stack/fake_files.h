// SPDX-License-Identifier: MIT
// Stack files in memory, and a source that gives them by name.
#pragma once

#include <map>

#include "core/stack/plan.h"

namespace warifu::test {

inline StackEntry entry_of(StackEntry::Kind kind, const std::string& target, uint32_t line) {
  StackEntry entry;
  entry.kind = kind;
  entry.target = target;
  entry.name = target;
  entry.place.line = line;
  entry.place.column = 1;
  entry.target_place = entry.control_place = entry.place;
  entry.target_place.column = 11;
  entry.control_place.column = 21;
  return entry;
}

inline StackEntry module(const std::string& name, uint32_t line,
                         const Control& control = required_control()) {
  StackEntry entry = entry_of(StackEntry::Kind::kModule, name, line);
  entry.control = control;
  return entry;
}

inline StackEntry include(const std::string& name, uint32_t line) {
  return entry_of(StackEntry::Kind::kInclude, name, line);
}

inline StackEntry substack(const std::string& name, uint32_t line) {
  return entry_of(StackEntry::Kind::kSubstack, name, line);
}

class Files {
 public:
  void add(const std::string& name, std::vector<StackEntry> entries) {
    auto file = std::make_shared<StackFile>();
    file->path = "stacks/" + name + ".toml";
    for (StackEntry& entry : entries) {
      entry.place.file = entry.target_place.file = entry.control_place.file = file->path;
    }
    file->entries = std::move(entries);
    files_[name] = file;
  }

  [[nodiscard]] StackFileSource source() {
    return [this](const std::string& name, const Place& from, Diagnostics& diagnostics) {
      ++loads[name];
      const auto found = files_.find(name);
      if (found == files_.end()) {
        diagnostics.error(from, "no such stack: " + name, "create it");
        return std::shared_ptr<const StackFile>();
      }
      return std::shared_ptr<const StackFile>(found->second);
    };
  }

  [[nodiscard]] Plan plan(const std::string& name, Diagnostics& diagnostics) {
    return make_plan(files_.at(name), source(), diagnostics);
  }

  std::map<std::string, int> loads;

 private:
  std::map<std::string, std::shared_ptr<StackFile>> files_;
};

}  // namespace warifu::test
