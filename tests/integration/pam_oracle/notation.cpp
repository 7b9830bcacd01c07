// SPDX-License-Identifier: MIT
#include "tests/integration/pam_oracle/notation.h"

#include <security/_pam_types.h>

#include <array>

namespace warifu::oracle {
namespace {

struct PamCode {
  int number;
  const char* name;
};

constexpr std::array<PamCode, kCodeCount> kPamCodes = {{{PAM_SUCCESS, "success"},
                                                        {PAM_PERM_DENIED, "perm_denied"},
                                                        {PAM_USER_UNKNOWN, "user_unknown"},
                                                        {PAM_AUTHINFO_UNAVAIL, "authinfo_unavail"},
                                                        {PAM_IGNORE, "ignore"},
                                                        {PAM_SERVICE_ERR, "service_err"}}};

std::string toml_action(Action action) {
  return action.kind == Action::Kind::kJump ? std::to_string(action.jump)
                                            : "\"" + to_text(action) + "\"";
}

std::string toml_control(const Control& control) {
  std::string text = "{";
  for (size_t code = 0; code < kCodeCount; ++code) {
    text += (code == 0 ? " " : ", ") + std::string(code_name(static_cast<int>(code))) + " = " +
            toml_action(control.on[code]);
  }
  return text + " }";
}

}  // namespace

int pam_number(int code) {
  return kPamCodes.at(static_cast<size_t>(code)).number;
}

std::string pam_code(int code) {
  return kPamCodes.at(static_cast<size_t>(code)).name;
}

std::string pam_action(Action action) {
  return action.kind == Action::Kind::kJump ? std::to_string(action.jump) : to_text(action);
}

std::string pam_file(const RandomFile& file, const std::string& folder) {
  std::string text;
  for (size_t k = 0; k < file.spellings.size(); ++k) {
    const StackEntry& entry = file.file->entries[k];
    const Spelling& spelling = file.spellings[k];
    if (entry.kind == StackEntry::Kind::kModule) {
      text += "auth " + spelling.pam_control + " pam_debug.so auth=" + pam_code(spelling.answer);
    } else {
      const bool substack = entry.kind == StackEntry::Kind::kSubstack;
      text +=
          "auth " + std::string(substack ? "substack " : "include ") + folder + "/" + entry.target;
    }
    text += "\n";
  }
  return text;
}

std::string stack_file(const RandomFile& file) {
  std::string text;
  for (size_t k = 0; k < file.spellings.size(); ++k) {
    const StackEntry& entry = file.file->entries[k];
    text += "[[verify]]\n";
    if (entry.kind != StackEntry::Kind::kModule) {
      const bool substack = entry.kind == StackEntry::Kind::kSubstack;
      text += std::string(substack ? "substack" : "include") + " = \"" + entry.target + "\"\n";
      continue;
    }
    text += "module = \"debug\"\ncontrol = " + toml_control(entry.control) +
            "\noptions = { result = \"" + std::string(code_name(file.spellings[k].answer)) +
            "\" }\n";
  }
  return text;
}

}  // namespace warifu::oracle
