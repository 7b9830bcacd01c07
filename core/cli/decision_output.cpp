// SPDX-License-Identifier: MIT
#include "core/cli/decision_output.h"

#include <nlohmann/json.hpp>

#include "core/diagnostic/escape.h"
#include "core/log/record.h"

namespace warifu::cli {
namespace {

const char* verdict_word(int verdict) {
  return verdict == WARIFU_PASSED ? "pass" : "refused";
}

nlohmann::json owner_json(const warifu_owner& owner) {
  if (owner.has_uid == 0) return nullptr;
  nlohmann::json json = {{"uid", owner.uid},
                         {"gid", nullptr},
                         {"source", std::string(source_name(owner.source))},
                         {"domain", escaped(owner.domain)}};
  if (owner.has_gid != 0) json["gid"] = owner.gid;
  return json;
}

nlohmann::json step_json(const warifu_step& step) {
  return {{"file", escaped(step.file)},
          {"line", step.line},
          {"entry", escaped(step.entry)},
          {"module", escaped(step.module)},
          {"code", step.code < 0 ? nlohmann::json(nullptr)
                                 : nlohmann::json(std::string(code_name(step.code)))},
          {"action", escaped(step.action)},
          {"reason_id", escaped(step.reason_id)},
          {"reason", escaped(step.reason)}};
}

std::string owner_text(const warifu_owner& owner) {
  if (owner.has_uid == 0) return "no owner";
  std::string text = "uid " + std::to_string(owner.uid);
  text += owner.has_gid != 0 ? ", gid " + std::to_string(owner.gid) : ", no gid";
  text += " (" + std::string(source_name(owner.source));
  if (*owner.domain != '\0') text += ", domain " + escaped(owner.domain);
  return text + ")";
}

std::string decided_by_text(const Decision& decision) {
  if (*decision.file == '\0') return "no entry";
  return escaped(decision.file) + ":" + std::to_string(decision.line) + " (" +
         escaped(decision.module) + ")";
}

void print_step(const Context& context, const warifu_step& step) {
  if (*step.module == '\0') return;  // a substack's own position
  const std::string place = escaped(step.file) + ":" + std::to_string(step.line);
  if (step.code < 0) {
    std::printf("  %s\n", painted(context, Colour::kDim,
                                  place + "  " + escaped(step.module) + "  not reached")
                              .c_str());
    return;
  }
  const std::string code(code_name(step.code));
  std::printf(
      "  %s  %s: %s -> %s", place.c_str(), escaped(step.module).c_str(),
      painted(context, step.code == WARIFU_PASS ? Colour::kGreen : Colour::kYellow, code).c_str(),
      escaped(step.action).c_str());
  if (*step.reason != '\0') std::printf("  (%s)", escaped(step.reason).c_str());
  std::printf("\n");
}

}  // namespace

nlohmann::json to_json(const Decision& decision) {
  nlohmann::json steps = nlohmann::json::array();
  for (const warifu_step& each : decision.steps)
    steps.push_back(step_json(each));
  nlohmann::json decided_by = nullptr;
  if (*decision.file != '\0') {
    decided_by = {{"file", escaped(decision.file)},
                  {"line", decision.line},
                  {"module", escaped(decision.module)}};
  }
  return {{"verdict", verdict_word(decision.verdict)},
          {"would", verdict_word(decision.would)},
          {"mode", decision.observe ? "observe" : "enforce"},
          {"code", std::string(code_name(decision.code))},
          {"owner", owner_json(decision.owner)},
          {"reason_id", escaped(decision.reason_id)},
          {"reason", escaped(decision.reason)},
          {"decided_by", std::move(decided_by)},
          {"steps", std::move(steps)}};
}

void print_text(const Context& context, const Decision& decision) {
  const bool passed = decision.verdict == WARIFU_PASSED;
  const std::string verdict =
      painted(context, passed ? Colour::kGreen : Colour::kRed, verdict_word(decision.verdict));
  std::printf("%s: %s\n", verdict.c_str(), owner_text(decision.owner).c_str());
  if (decision.observe) {
    std::printf("observing only: enforced, it would be %s\n", verdict_word(decision.would));
  }
  std::printf("why:     %s: %s\n", escaped(decision.reason_id).c_str(),
              escaped(decision.reason).c_str());
  std::printf("decided: %s\n", decided_by_text(decision).c_str());
  std::printf("steps:\n");
  for (const warifu_step& each : decision.steps)
    print_step(context, each);
}

}  // namespace warifu::cli
