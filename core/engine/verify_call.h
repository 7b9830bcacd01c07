// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "core/engine/decision.h"
#include "core/stack/walk.h"

namespace warifu {

// One question to a generation.
struct VerifyRequest {
  const Evidence* evidence = nullptr;
  const char* account = "";
  const char* resource = "";
  const char* domain = "";  // the owner's uid space, where one is presumed; outlives the decision
  uint32_t flags = 0;       // enum warifu_request_flag
  bool presumed = false;    // nobody logs in: nothing is logged or remembered
  int64_t now_ns = 0;       // CLOCK_REALTIME, or what a trial sets
  int64_t started_ns = 0;   // CLOCK_MONOTONIC
  int64_t deadline_ns = 0;  // CLOCK_MONOTONIC
};

// The host's side of one walk: calls each entry's module, gives it the host services, and
// writes what came of it into the decision's steps. `raw` must stay where it is: modules
// are given its address.
class VerifyCall final : public EntryCaller {
 public:
  VerifyCall(const VerifyRequest& request, Decision& decision);
  VerifyCall(const VerifyCall&) = delete;
  VerifyCall& operator=(const VerifyCall&) = delete;
  ~VerifyCall() override = default;

  int call(size_t index) override;
  [[nodiscard]] bool past_deadline() const { return past_deadline_; }
  // The walk that a module was called by. A warifu_call is always the first member of a Raw.
  static VerifyCall& of(const warifu_call* call) {
    static_assert(offsetof(Raw, call) == 0);
    return *reinterpret_cast<const Raw*>(call)->self;
  }

  [[nodiscard]] const warifu_owner& owner() const { return owner_; }

 private:
  friend struct HostServices;
  friend struct CacheServices;

  int ask(size_t index, bool observes);
  int ask_module(const ModuleInstance& instance, ProcessPage::Entry& process);
  int ask_serialized(const ModuleInstance& instance, ProcessPage::Entry& process);
  int ask_started(const ModuleInstance& instance, ProcessPage::Entry& process);
  int judge(int answer);
  int count_attributes(int answer);
  void observe_only(int code);
  void give_reason(const char* id);
  int has_group(const char* group);
  int ask_for_group(const Attributes::Groups& groups, const char* group);
  int search_group(const Attributes::Groups& groups, const char* group);
  [[nodiscard]] bool searches() const { return step_ == nullptr; }

  struct Raw {
    warifu_call call;
    VerifyCall* self;
  };

  const VerifyRequest& request_;
  Decision& decision_;
  warifu_module_request module_request_{};
  warifu_owner owner_{};
  Raw raw_{};
  const LoadedEntry* entry_ = nullptr;  // the one that is running
  size_t index_ = 0;                    // its position
  warifu_step* step_ = nullptr;         // nullptr while a later one asks for a group
  bool past_deadline_ = false;
  uint64_t cache_ticket_ = 0;  // of this walk's leases; 0: it has claimed none
};

}  // namespace warifu
