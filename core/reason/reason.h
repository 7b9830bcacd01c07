// SPDX-License-Identifier: MIT
// The catalogue of reasons that the core itself gives. Modules bring their own
// (warifu/module.h, struct warifu_reason); the log shows those as "MODULE.id".
#pragma once

#include <span>
#include <string_view>

namespace warifu {

// Stable: an id never changes its meaning and is never used again for another.
struct Reason {
  const char* id;
  const char* meaning;  // one sentence
  const char* remedy;   // what the operator does about it
};

// Every reason of the core, in the order of their ids.
std::span<const Reason> core_reasons();

// nullptr where no such reason is.
const Reason* find_core_reason(std::string_view id);

// The ids, for the code that gives them; each stands once in the catalogue (a test checks).
namespace reason {
inline constexpr char kOwnerNoOption[] = "owner.no-option";
inline constexpr char kOwnerNotSaved[] = "owner.not-saved";
inline constexpr char kOwnerDisagreement[] = "owner.disagreement";
inline constexpr char kOwnerMalformed[] = "owner.malformed";
inline constexpr char kOwnerOverflowUid[] = "owner.overflow-uid";
inline constexpr char kOwnerForeignUserNamespace[] = "owner.foreign-user-namespace";
inline constexpr char kOwnerPeerNotFound[] = "owner.peer-not-found";
inline constexpr char kOwnerPeerNotLocal[] = "owner.peer-not-local";
inline constexpr char kOwnerPeerClosed[] = "owner.peer-closed";
inline constexpr char kOwnerNotPermitted[] = "owner.not-permitted";
inline constexpr char kOwnerNoSource[] = "owner.no-source";
inline constexpr char kOwnerUnreadable[] = "owner.unreadable";
inline constexpr char kStackPass[] = "stack.pass";
inline constexpr char kStackFail[] = "stack.fail";
inline constexpr char kStackUnknown[] = "stack.unknown";
inline constexpr char kStackUnavailable[] = "stack.unavailable";
inline constexpr char kStackIgnore[] = "stack.ignore";
inline constexpr char kStackError[] = "stack.error";
inline constexpr char kStackNothingPassed[] = "stack.nothing-passed";
inline constexpr char kStackDeadline[] = "stack.deadline";
inline constexpr char kStackModuleMissing[] = "stack.module-missing";
inline constexpr char kStackProcessStart[] = "stack.process-start";
inline constexpr char kStackAttributeConflict[] = "stack.attribute-conflict";
inline constexpr char kStackBadAnswer[] = "stack.bad-answer";
inline constexpr char kRequestInvalid[] = "request.invalid";
inline constexpr char kInternal[] = "internal";
}  // namespace reason

}  // namespace warifu
