// SPDX-License-Identifier: MIT
#include "core/engine/host_services.h"

#include <algorithm>
#include <cstddef>

#include "core/engine/clock.h"
#include "core/engine/reason_text.h"
#include "core/engine/verify_call.h"
#include "core/module/descriptor.h"

namespace warifu {

namespace {
constexpr size_t kMaximumNoteBytes = 4096;
constexpr int64_t kNanosecondsPerMicrosecond = 1000;
constexpr int kLeastSevere = 7;
constexpr int kMostSevere = 3;
}  // namespace

struct HostServices {
  // A warifu_call is always the first member of a VerifyCall::Raw.
  static VerifyCall& self(const warifu_call* call) {
    static_assert(offsetof(VerifyCall::Raw, call) == 0);
    return *reinterpret_cast<const VerifyCall::Raw*>(call)->self;
  }

  static void explain(const warifu_call* call, uint32_t reason, const char* detail) {
    const VerifyCall& running = self(call);
    const auto& ids = running.entry_->reason_ids;
    if (reason >= ids.size()) return;
    const char* const meaning = reason_at(running.entry_->instance->descriptor(), reason).meaning;
    running.step_->reason_id = ids[reason].c_str();
    running.step_->reason = meaning;
    try {
      running.step_->reason = reason_text(running.decision_.arena, meaning, detail);
    } catch (...) {  // no memory for the sentence; id and meaning still tell
    }
  }

  static void log(const warifu_call* call, int level, const char* text) {
    const VerifyCall& running = self(call);
    DecisionLog* const to = running.decision_.generation->log();
    if (to == nullptr || text == nullptr) return;
    to->note(std::clamp(level, kMostSevere, kLeastSevere), running.entry_->module,
             std::string_view(text).substr(0, kMaximumNoteBytes));
  }

  static int64_t time_left(const warifu_call* call) {
    return (self(call).request_.deadline_ns - monotonic_ns()) / kNanosecondsPerMicrosecond;
  }

  static int64_t now(const warifu_call* call) { return self(call).request_.now_ns; }

  static int set_attribute(const warifu_call* call, const char* name, const char* value) try {
    const VerifyCall& running = self(call);
    if (name == nullptr || value == nullptr) return -1;
    return running.decision_.attributes.set(running.entry_->module, name, value) ? 0 : -1;
  } catch (...) {
    return -1;
  }

  static const char* get_attribute(const warifu_call* call, const char* name) {
    return name == nullptr ? nullptr : self(call).decision_.attributes.get(name);
  }

  static int set_domain(const warifu_call* call, const char* domain) try {
    const VerifyCall& running = self(call);
    const uint32_t flags = running.entry_->instance->descriptor().flags;
    if (domain == nullptr || (flags & WARIFU_MODULE_SETS_DOMAIN) == 0) return -1;
    return running.decision_.attributes.set_domain(domain) ? 0 : -1;
  } catch (...) {
    return -1;
  }

  static int offer_groups(const warifu_call* call, warifu_group_lookup lookup, void* data) {
    return self(call).decision_.attributes.offer_groups(lookup, data) ? 0 : -1;
  }

  static int has_group(const warifu_call* call, const char* group) {
    return self(call).decision_.attributes.has_group(group);
  }
};

const warifu_host& host_services() {
  static constexpr warifu_host kHost = {sizeof(warifu_host),         HostServices::explain,
                                        HostServices::log,           HostServices::time_left,
                                        HostServices::now,           HostServices::set_attribute,
                                        HostServices::get_attribute, HostServices::set_domain,
                                        HostServices::offer_groups,  HostServices::has_group};
  return kHost;
}

}  // namespace warifu
