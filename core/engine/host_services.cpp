// SPDX-License-Identifier: MIT
#include "core/engine/host_services.h"

#include <algorithm>

#include "core/engine/cache_services.h"
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
  static VerifyCall& self(const warifu_call* call) { return VerifyCall::of(call); }

  static void explain(const warifu_call* call, uint32_t reason, const char* detail) {
    const VerifyCall& running = self(call);
    const auto& ids = running.entry_->reason_ids;
    if (running.searches() || reason >= ids.size()) return;
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
    if (running.searches() || name == nullptr || value == nullptr) return -1;
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
    if (running.searches() || domain == nullptr || (flags & WARIFU_MODULE_SETS_DOMAIN) == 0) {
      return -1;
    }
    return running.decision_.attributes.set_domain(domain) ? 0 : -1;
  } catch (...) {
    return -1;
  }

  static int offer_groups(const warifu_call* call, warifu_group_lookup lookup, void* data) {
    const VerifyCall& running = self(call);
    if (running.searches()) return -1;
    return running.decision_.attributes.offer_groups(lookup, data) ? 0 : -1;
  }

  static int has_group(const warifu_call* call, const char* group) {
    return self(call).has_group(group);
  }

  static int offer_group_search(const warifu_call* call, warifu_group_search search) {
    const VerifyCall& running = self(call);
    if (running.searches()) return -1;
    return running.decision_.attributes.offer_group_search(search, running.index_) ? 0 : -1;
  }

  static int distrust_gid(const warifu_call* call) {
    const VerifyCall& running = self(call);
    const uint32_t flags = running.entry_->instance->descriptor().flags;
    if (running.searches() || (flags & WARIFU_MODULE_SIGNATURE) == 0) return -1;
    running.decision_.attributes.distrust_gid();
    return 0;
  }
};

const warifu_host& host_services() {
  static constexpr warifu_host kHost = {
      sizeof(warifu_host),         HostServices::explain,      HostServices::log,
      HostServices::time_left,     HostServices::now,          HostServices::set_attribute,
      HostServices::get_attribute, HostServices::set_domain,   HostServices::offer_groups,
      HostServices::has_group,     HostServices::distrust_gid, HostServices::offer_group_search,
      CacheServices::get,          CacheServices::claim,       CacheServices::put,
      CacheServices::release,      CacheServices::wait};
  return kHost;
}

}  // namespace warifu
