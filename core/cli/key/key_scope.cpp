// SPDX-License-Identifier: MIT
#include "core/cli/key/key_scope.h"

#include <algorithm>
#include <set>

#include "core/cli/key/toml_value.h"

namespace warifu::cli {
namespace {

bool agree(const KeyEntry& a, const KeyEntry& b) {
  if (a.slot != b.slot) return false;
  for (const std::string_view key : {"domain", "derive", "bind", "from"}) {
    const Member* one = a.member(key);
    const Member* other = b.member(key);
    if ((one == nullptr) != (other == nullptr)) return false;
    if (one != nullptr && !same_value(one->value, other->value)) return false;
  }
  return true;
}

bool fits(const KeyEntry& entry, const ScopeChoice& choice) {
  if (entry.slot != choice.slot) return false;
  if (choice.domain && entry.domain != *choice.domain) return false;
  return !choice.from ||
         std::find(entry.from.begin(), entry.from.end(), *choice.from) != entry.from.end();
}

size_t representative(const KeyScope& scope) {
  for (const auto* each : {&scope.active, &scope.accept, &scope.retired}) {
    if (!each->empty()) return each->front();
  }
  return 0;
}

void add(KeyScope& scope, size_t index, const std::string& state) {
  auto& list = state == kActive ? scope.active : state == kAccept ? scope.accept : scope.retired;
  list.push_back(index);
}

std::vector<KeyScope> scopes_that_fit(const Keyring& keyring, const ScopeChoice& choice) {
  std::vector<KeyScope> scopes;
  for (size_t i = 0; i < keyring.entries.size(); ++i) {
    const KeyEntry& entry = keyring.entries[i];
    if (!fits(entry, choice)) continue;
    auto found = std::find_if(scopes.begin(), scopes.end(), [&](const KeyScope& scope) {
      return agree(keyring.entries[representative(scope)], entry);
    });
    if (found == scopes.end()) found = scopes.insert(scopes.end(), KeyScope{});
    add(*found, i, entry.state);
  }
  return scopes;
}

std::string slots_of(const Keyring& keyring) {
  std::set<int64_t> slots;
  for (const KeyEntry& entry : keyring.entries)
    slots.insert(entry.slot);
  std::string text;
  for (const int64_t slot : slots)
    text += (text.empty() ? "" : ", ") + std::to_string(slot);
  return text.empty() ? "it holds no key" : "it has keys for slots " + text;
}

tl::unexpected<Error> fits_none(const Keyring& keyring, const ScopeChoice& choice) {
  const bool narrowed = choice.domain || choice.from;
  return failure(
      ErrorKind::kArgument,
      keyring.path + " has no key for slot " + std::to_string(choice.slot) +
          (narrowed ? " with this --domain and --from (as they are written there)" : "") + "; " +
          slots_of(keyring));
}

tl::unexpected<Error> fits_several(const Keyring& keyring, const std::vector<KeyScope>& scopes,
                                   const std::string& what) {
  std::string text;
  for (const KeyScope& scope : scopes) {
    text += (text.empty() ? "" : ", ") + describe(keyring, keyring.entries[representative(scope)]);
  }
  return failure(ErrorKind::kArgument, what + ": " + text +
                                           "; choose one with --domain NAME or --from PREFIX, as "
                                           "they are written there");
}

const char* remedy_for(RotationStep step) {
  switch (step) {
    case RotationStep::kNone:
      return "no rotation is under way there; `warifu key rotate begin` begins one";
    case RotationStep::kBegun:
      return "a rotation has begun there; `warifu key rotate status` tells how to go on";
    case RotationStep::kFinished:
      return "a rotation is finished there; `warifu key rotate status` tells how to go on";
    case RotationStep::kUnclear:
      break;
  }
  return "it is not clear which key replaces which: write state = \"retired\" into those that are "
         "no longer used, so that one is \"active\" and at most one \"accept\"";
}

tl::unexpected<Error> wrong_step(const Keyring& keyring, const KeyScope& scope) {
  return failure(ErrorKind::kArgument, describe(keyring, keyring.entries[representative(scope)]) +
                                           ": " + remedy_for(step_of(scope)));
}

}  // namespace

RotationStep step_of(const KeyScope& scope) {
  if (scope.active.size() != 1 || scope.accept.size() > 1) return RotationStep::kUnclear;
  if (!scope.accept.empty()) return RotationStep::kBegun;
  return scope.retired.empty() ? RotationStep::kNone : RotationStep::kFinished;
}

const char* step_name(RotationStep step) {
  switch (step) {
    case RotationStep::kNone:
      return "none";
    case RotationStep::kBegun:
      return "begun";
    case RotationStep::kFinished:
      return "finished";
    case RotationStep::kUnclear:
      break;
  }
  return "unclear";
}

Result<KeyScope> choose_scope(const Keyring& keyring, const ScopeChoice& choice,
                              const std::vector<RotationStep>& steps) {
  const auto scopes = scopes_that_fit(keyring, choice);
  if (scopes.empty()) return fits_none(keyring, choice);
  std::vector<KeyScope> at_step;
  std::copy_if(scopes.begin(), scopes.end(), std::back_inserter(at_step), [&](const auto& scope) {
    return steps.empty() || std::find(steps.begin(), steps.end(), step_of(scope)) != steps.end();
  });
  if (at_step.size() == 1) return at_step.front();
  if (at_step.empty() && scopes.size() == 1) return wrong_step(keyring, scopes.front());
  if (at_step.empty()) return fits_several(keyring, scopes, "none of these is that far");
  return fits_several(keyring, at_step, "several keys fit");
}

KeyScope scope_around(const Keyring& keyring, size_t entry) {
  KeyScope scope;
  for (size_t i = 0; i < keyring.entries.size(); ++i) {
    const KeyEntry& each = keyring.entries[i];
    if (agree(keyring.entries[entry], each)) add(scope, i, each.state);
  }
  return scope;
}

}  // namespace warifu::cli
