// SPDX-License-Identifier: MIT
#include "core/stack/control.h"

namespace warifu {
namespace {

constexpr std::array<std::string_view, kCodeCount> kCodeNames = {"pass",        "fail",   "unknown",
                                                                 "unavailable", "ignore", "error"};

Control control_of(Action::Kind pass, Action::Kind ignore, Action::Kind otherwise) {
  Control control;
  control.on.fill(Action{otherwise});
  control.on[WARIFU_PASS] = Action{pass};
  control.on[WARIFU_IGNORE] = Action{ignore};
  return control;
}

}  // namespace

std::string_view code_name(int code) {
  const auto index = static_cast<size_t>(code);
  return code >= 0 && index < kCodeCount ? kCodeNames[index] : "?";
}

std::string to_text(Action action) {
  switch (action.kind) {
    case Action::Kind::kOk:
      return "ok";
    case Action::Kind::kDone:
      return "done";
    case Action::Kind::kBad:
      return "bad";
    case Action::Kind::kDie:
      return "die";
    case Action::Kind::kIgnore:
      return "ignore";
    case Action::Kind::kReset:
      return "reset";
    case Action::Kind::kJump:
      return "skip " + std::to_string(action.jump);
  }
  return "?";
}

Control required_control() {
  return control_of(Action::Kind::kOk, Action::Kind::kIgnore, Action::Kind::kBad);
}

Control requisite_control() {
  return control_of(Action::Kind::kOk, Action::Kind::kIgnore, Action::Kind::kDie);
}

Control sufficient_control() {
  return control_of(Action::Kind::kDone, Action::Kind::kIgnore, Action::Kind::kIgnore);
}

Control optional_control() {
  return control_of(Action::Kind::kOk, Action::Kind::kIgnore, Action::Kind::kIgnore);
}

}  // namespace warifu
