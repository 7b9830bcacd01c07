// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/diagnostic/diagnostic.h"
#include "core/module/options.h"
#include "core/trust/trust.h"
#include "warifu/module.h"

namespace warifu {

// The host's side of one open(): what args.report, args.warn and args.read_file do. Lives
// during open() only; what read_file gave is wiped when it goes. A module written in C calls
// these, so none of them throws.
class OpenHost {
 public:
  // The uid spaces that entries of this stack declared, and whether this one may.
  struct Domains {
    std::set<std::string>& declared;
    bool may_declare;
  };

  OpenHost(const TrustPolicy& trust, const OptionValues& options, Domains domains,
           Diagnostics& diagnostics);
  ~OpenHost();
  OpenHost(const OpenHost&) = delete;
  OpenHost& operator=(const OpenHost&) = delete;

  // Sets the functions and the context of `args`.
  void serve(warifu_module_open& args);

  // Whether a mistake was reported; lost: whether one could not be told for lack of memory.
  [[nodiscard]] bool reported() const { return reported_; }
  [[nodiscard]] bool lost() const { return lost_; }

 private:
  struct Content;
  static OpenHost& of(const warifu_module_open* args);
  static void report(const warifu_module_open*, uint32_t, const char*, uint32_t, uint32_t,
                     const char*, const char*) noexcept;
  static void warn(const warifu_module_open*, uint32_t, const char*, uint32_t, uint32_t,
                   const char*, const char*) noexcept;
  static int read_file(const warifu_module_open*, uint32_t, const char*, uint32_t, size_t,
                       const uint8_t**, size_t*) noexcept;
  static int read_file_at(const warifu_module_open*, const char*, uint32_t, uint32_t, const char*,
                          uint32_t, size_t, const uint8_t**, size_t*) noexcept;
  static int declare_domain(const warifu_module_open*, const char*) noexcept;
  static uint32_t domain_count(const warifu_module_open*) noexcept;
  [[nodiscard]] Place place(uint32_t option, const char* file, uint32_t line,
                            uint32_t column) const;
  void say(Severity severity, const Place& where, const char* what, const char* remedy);
  int give(const Place& where, const char* path, uint32_t kind, size_t limit, const uint8_t** bytes,
           size_t* length);
  bool read(const Place& where, const char* path, Secrecy secrecy, size_t limit);

  const TrustPolicy& trust_;
  const OptionValues& options_;
  const Domains domains_;
  Diagnostics& diagnostics_;
  std::vector<std::unique_ptr<Content>> contents_;
  bool reported_ = false;
  bool lost_ = false;
};

}  // namespace warifu
