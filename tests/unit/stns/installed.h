// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

#include "core/diagnostic/diagnostic.h"
#include "core/module/instance.h"
#include "tests/unit/module/fake_host.h"
#include "tests/unit/module/module_folder.h"

namespace stns_test {

// A folder with the module's shared object in it, and what else a test puts there. All tests of a
// run have the same: loading a shared object takes long under a sanitizer.
class Installed {
 public:
  // The path of the file, written anew.
  std::string write(const std::string& name, const std::string& content,
                    unsigned mode = 0600) const;

  // Options as TOML lines. Null: mistakes were told.
  std::unique_ptr<warifu::ModuleInstance> open(const std::string& options);

  // What was told at the last opening, with the folder's name left out.
  [[nodiscard]] std::string told() const;

 private:
  static const module_test::ModuleFolder& folder();

  warifu::Diagnostics told_;
};

// The module as one entry of a stack, in a process that verified before.
class Entry {
 public:
  // `options` beside those that name the server.
  Entry(const std::string& endpoint, const std::string& options = "");

  int verify(module_test::FakeCall& call) const;
  // As a later entry of the same walk would ask.
  int has_group(module_test::FakeCall& call, const char* group) const;
  // The id of the reason that counts; "" where none was given.
  [[nodiscard]] std::string reason(const module_test::FakeCall& call) const;

 private:
  Installed installed_;
  std::unique_ptr<warifu::ModuleInstance> instance_;
};

// A call of this owner, with the server's cache and time enough.
class Call : public module_test::FakeCall {
 public:
  explicit Call(module_test::FakeCache& shared, uint32_t uid = 7) {
    cache = &shared;
    time_left = 60'000'000;
    set_owner(uid);
  }
};

}  // namespace stns_test
