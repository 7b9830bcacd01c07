// SPDX-License-Identifier: MIT
#pragma once

#include "core/engine/decision.h"
#include "core/stack/walk.h"

namespace warifu {

// One question to a generation.
struct VerifyRequest {
  const Evidence* evidence = nullptr;
  const char* account = "";
  const char* resource = "";
  const char* domain = "";  // the owner's uid space, where a trial presumes one
  uint32_t flags = 0;       // enum warifu_request_flag
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
  [[nodiscard]] const warifu_owner& owner() const { return owner_; }

 private:
  friend struct HostServices;

  int ask(size_t index, bool observes);
  int ask_module(const ModuleInstance& instance, ProcessPage::Entry& process);
  int ask_serialized(const ModuleInstance& instance, ProcessPage::Entry& process);
  int ask_started(const ModuleInstance& instance, ProcessPage::Entry& process);
  int judge(int answer);
  int count_attributes(int answer);
  void observe_only(int code);
  void give_reason(const char* id);

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
  warifu_step* step_ = nullptr;
  bool past_deadline_ = false;
};

}  // namespace warifu
