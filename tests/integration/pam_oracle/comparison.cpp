// SPDX-License-Identifier: MIT
#include "tests/integration/pam_oracle/comparison.h"

#include "core/stack/walk.h"
#include "tests/integration/pam_oracle/notation.h"

namespace warifu::oracle {
namespace {

class DebugModules : public EntryCaller {
 public:
  DebugModules(const RandomStack& stack, const Plan& plan) : stack_(stack), plan_(plan) {}
  int call(size_t index) override {
    const int code = answer_of(stack_, plan_.entries[index].source);
    called.push_back("auth=" + pam_code(code));
    return code;
  }
  std::vector<std::string> called;

 private:
  const RandomStack& stack_;
  const Plan& plan_;
};

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text += " " + word;
  }
  return text;
}

PamOutcome ask_libpam(const RandomStack& stack, const ConfFolder& folder) {
  for (const RandomFile& each : stack) {
    folder.write(each.name, pam_file(each, folder.path()));
  }
  return authenticate(folder, stack.front().name);
}

bool tells_bad_jump(const std::vector<std::string>& messages) {
  for (const std::string& each : messages) {
    if (each.find("bad jump in stack") != std::string::npos) {
      return true;
    }
  }
  return false;
}

// libpam only complains of an include's entries when it comes to them, make_plan at once: so
// what the one complains of the other must have refused, not the other way round.
std::string compare_complaints(const Diagnostics& ours, const Plan& plan,
                               const std::vector<std::string>& messages, Jumps jumps) {
  if (jumps == Jumps::kWithinLevel && ours.has_errors()) {
    return "make_plan refuses a jump within its level: " + to_line(ours.items().front()) + "\n";
  }
  if (!ours.has_errors() && !plan.entries.empty() && !messages.empty()) {
    return "libpam complains of what make_plan accepts: " + joined(messages) + "\n";
  }
  return "";
}

}  // namespace

Comparison compare(const RandomStack& stack, Jumps jumps, const ConfFolder& folder) {
  Diagnostics diagnostics;
  const Plan plan = build(stack, diagnostics);
  DebugModules modules(stack, plan);
  const WalkResult ours = walk(plan.entries, modules);
  const PamOutcome theirs = ask_libpam(stack, folder);

  std::string text = compare_complaints(diagnostics, plan, theirs.messages, jumps);
  if (pam_number(ours.code) != theirs.result) {
    text += "walk: " + pam_code(ours.code) + " (" + std::to_string(pam_number(ours.code)) +
            "), libpam: " + std::to_string(theirs.result) + joined(theirs.messages) + "\n";
  }
  if (modules.called != theirs.called) {
    text +=
        "walk called  " + joined(modules.called) + "\nlibpam called" + joined(theirs.called) + "\n";
  }
  return {text, ours.code, tells_bad_jump(theirs.messages)};
}

std::string describe(const RandomStack& stack) {
  std::string text;
  for (const RandomFile& each : stack) {
    text += "--- " + each.name + " (pam.d)\n" + pam_file(each, ".");
    text += "--- " + each.name + ".toml\n" + stack_file(each);
  }
  return text;
}

}  // namespace warifu::oracle
