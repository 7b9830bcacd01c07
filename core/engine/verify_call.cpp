// SPDX-License-Identifier: MIT
#include "core/engine/verify_call.h"

#include <utility>

#include "core/engine/clock.h"
#include "core/engine/host_services.h"
#include "core/reason/reason.h"

namespace warifu {
namespace {

warifu_step not_reached(const LoadedEntry& loaded, const PlanEntry& position) {
  warifu_step step{};
  step.file = position.source->place.file.c_str();
  step.line = position.source->place.line;
  step.code = -1;
  step.entry = position.source->name.c_str();
  step.module = loaded.module.c_str();
  step.action = step.reason_id = step.reason = "";
  return step;
}

}  // namespace

VerifyCall::VerifyCall(const VerifyRequest& request, Decision& decision)
    : request_(request), decision_(decision) {
  const Generation& generation = *decision.generation;
  const Evidence& evidence = *request.evidence;
  module_request_ = {sizeof module_request_, 0, generation.service().c_str(), request.account,
                     request.resource};
  decision.attributes.presume_domain(request.domain);
  owner_ = {sizeof owner_, evidence.has_uid, evidence.has_gid, evidence.raw.source,
            evidence.uid,  evidence.gid,     request.domain};
  raw_ = {{sizeof(warifu_call), 0, &host_services(), &module_request_, &evidence.raw, &owner_},
          this};
  const auto& positions = generation.plan().entries;
  for (size_t i = 0; i < positions.size(); ++i) {
    decision.steps.push_back(not_reached(generation.entry(i), positions[i]));
  }
}

int VerifyCall::call(size_t index) {
  const Generation& generation = *decision_.generation;
  const int64_t now = request_.now_ns / kNanosecondsPerSecond;
  const bool observes = generation.plan().entries[index].mode.observes(now);
  const bool only_logged = observes || generation.file().mode.observes(now);
  module_request_.flags = (request_.flags & WARIFU_CACHED_ONLY) |
                          (only_logged ? uint32_t{WARIFU_OBSERVED} : 0) |
                          (request_.presumed ? uint32_t{WARIFU_PRESUMED} : 0);
  const int code = ask(index, observes);
  if (monotonic_ns() > request_.deadline_ns) {
    // Whatever the controls say: an answer that came too late is no answer.
    past_deadline_ = true;
    return WARIFU_WOULD_BLOCK;
  }
  if (code == WARIFU_WOULD_BLOCK) return code;
  if (observes) {
    observe_only(code);
    return WARIFU_IGNORE;
  }
  step_->action = entry_->actions[static_cast<size_t>(code)].c_str();
  return code;
}

int VerifyCall::ask(size_t index, bool observes) {
  entry_ = &decision_.generation->entry(index);
  index_ = index;
  step_ = &decision_.steps[index];
  decision_.attributes.begin_entry();
  if (entry_->missing) {
    give_reason(reason::kStackModuleMissing);
    return step_->code = WARIFU_IGNORE;
  }
  const int answer =
      judge(ask_module(*entry_->instance, decision_.generation->process_entry(index)));
  // What an entry found out while it only observes must not help a later one decide.
  return step_->code = observes ? answer : count_attributes(answer);
}

int VerifyCall::ask_module(const ModuleInstance& instance, ProcessPage::Entry& process) {
  const uint32_t flags = instance.descriptor().flags;
  const bool started = process.started.load(std::memory_order_acquire) != ProcessPage::Started::kNo;
  if (started && (flags & WARIFU_MODULE_THREAD_SAFE) != 0) return ask_started(instance, process);
  if ((request_.flags & WARIFU_CACHED_ONLY) != 0) {
    // A module that may block may do so in process_start as well.
    if (!started && (flags & WARIFU_MODULE_MAY_BLOCK) != 0) return WARIFU_WOULD_BLOCK;
    const EntryLock lock(process);
    return lock.held() ? ask_serialized(instance, process) : WARIFU_WOULD_BLOCK;
  }
  const EntryLock lock(process, to_timespec(request_.deadline_ns));
  return lock.held() ? ask_serialized(instance, process) : WARIFU_UNAVAILABLE;
}

int VerifyCall::ask_serialized(const ModuleInstance& instance, ProcessPage::Entry& process) {
  if (process.started.load(std::memory_order_relaxed) == ProcessPage::Started::kNo) {
    const auto start = instance.descriptor().process_start;
    const bool ok = start == nullptr || start(instance.handle()) == 0;
    process.started.store(ok ? ProcessPage::Started::kYes : ProcessPage::Started::kFailed,
                          std::memory_order_release);
  }
  return ask_started(instance, process);
}

int VerifyCall::ask_started(const ModuleInstance& instance, ProcessPage::Entry& process) {
  if (process.started.load(std::memory_order_relaxed) == ProcessPage::Started::kFailed) {
    give_reason(reason::kStackProcessStart);
    return WARIFU_ERROR;
  }
  return instance.descriptor().verify(instance.handle(), &raw_.call);
}

int VerifyCall::judge(int answer) {
  const bool may_would_block = (request_.flags & WARIFU_CACHED_ONLY) != 0;
  if (answer == WARIFU_WOULD_BLOCK && may_would_block) return answer;
  if (answer >= 0 && answer < static_cast<int>(kCodeCount)) return answer;
  give_reason(reason::kStackBadAnswer);
  return WARIFU_ERROR;
}

int VerifyCall::count_attributes(int answer) {
  if (answer != WARIFU_PASS) return answer;
  if (!decision_.attributes.commit()) {
    give_reason(reason::kStackAttributeConflict);
    return WARIFU_ERROR;
  }
  owner_.domain = decision_.attributes.domain();
  if (decision_.attributes.gid_distrusted()) owner_.has_gid = owner_.gid = 0;
  return answer;
}

int VerifyCall::has_group(const char* group) {
  const Attributes::Groups& groups = decision_.attributes.groups();
  // Who is asked for a group does not ask for one.
  if (group == nullptr || searches() || !groups.offered()) return WARIFU_MEMBER_UNKNOWN;
  const int answer = ask_for_group(groups, group);
  if (answer == WARIFU_MEMBER || answer == WARIFU_NOT_MEMBER) return answer;
  const bool known =
      answer == WARIFU_MEMBER_UNAVAILABLE ||
      (answer == WARIFU_MEMBER_WOULD_BLOCK && (request_.flags & WARIFU_CACHED_ONLY) != 0);
  const bool understood = entry_->instance->descriptor().abi_minor >= 2;
  return known && understood ? answer : static_cast<int>(WARIFU_MEMBER_UNKNOWN);
}

int VerifyCall::ask_for_group(const Attributes::Groups& groups, const char* group) {
  if (groups.lookup != nullptr) {
    const int answer = groups.lookup(groups.data, group);
    return answer < 0 ? static_cast<int>(WARIFU_MEMBER_UNKNOWN) : answer;
  }
  const auto& offering = *decision_.generation->entry(groups.entry).instance;
  if ((offering.descriptor().flags & WARIFU_MODULE_THREAD_SAFE) != 0) {
    return search_group(groups, group);
  }
  // Always of an earlier entry than the one that asks: no two walks wait for each other.
  ProcessPage::Entry& process = decision_.generation->process_entry(groups.entry);
  if ((request_.flags & WARIFU_CACHED_ONLY) != 0) {
    const EntryLock lock(process);
    return lock.held() ? search_group(groups, group) : WARIFU_MEMBER_WOULD_BLOCK;
  }
  const EntryLock lock(process, to_timespec(request_.deadline_ns));
  return lock.held() ? search_group(groups, group) : WARIFU_MEMBER_UNAVAILABLE;
}

// The offering module is served as the entry that it is: its cache, its name in the log.
int VerifyCall::search_group(const Attributes::Groups& groups, const char* group) {
  const LoadedEntry* const asking =
      std::exchange(entry_, &decision_.generation->entry(groups.entry));
  warifu_step* const step = std::exchange(step_, nullptr);
  const int answer = groups.search(entry_->instance->handle(), &raw_.call, group);
  entry_ = asking;
  step_ = step;
  return answer;
}

void VerifyCall::observe_only(int code) {
  constexpr int kNotice = 5;  // as syslog(3)
  step_->action = "observe";
  DecisionLog* const log = decision_.generation->log();
  if (log == nullptr || code == WARIFU_PASS || code == WARIFU_IGNORE) return;
  std::string text = "entry \"" + std::string(step_->entry) + "\" only observes; it would answer " +
                     std::string(code_name(code));
  if (*step_->reason != '\0') text += ": " + std::string(step_->reason);
  log->note(kNotice, entry_->module, text);
}

void VerifyCall::give_reason(const char* id) {
  step_->reason_id = id;
  step_->reason = find_core_reason(id)->meaning;
}

}  // namespace warifu
