// SPDX-License-Identifier: MIT
#include "core/cli/key/rotation_report.h"

#include <nlohmann/json.hpp>

#include "core/cli/key/secret_check.h"
#include "core/cli/key/usage_json.h"
#include "core/cli/time_text.h"
#include "core/diagnostic/escape.h"

namespace warifu::cli {
namespace {

struct Next {
  const char* word;
  std::string advice;
};

const char* kClients =
    "on every server: warifu reload SERVICE; then give the clients the new key, and reload their "
    "agents; then: warifu key rotate finish";

std::string fingerprint_or_nothing(const KeyEntry& entry, const TrustPolicy& trust) {
  return fingerprint_of(entry, trust).value_or("");
}

Next next_when_begun(const RotationReport& report, const std::vector<ServiceUsage>& usages,
                     std::chrono::seconds quiet, int64_t now) {
  if (usages.empty()) return {"clients", kClients};
  for (const ServiceUsage& usage : usages) {
    const auto* row = find_row(usage.table, report.keys[1].fingerprint);
    if (row == nullptr || row->passed == 0) {
      return {"clients", usage.service + " has not seen the new key yet; " + kClients};
    }
  }
  for (const ServiceUsage& usage : usages) {
    const auto objection = objection_to_retiring(usage, report.keys[0].fingerprint,
                                                 report.keys[1].fingerprint, quiet, now);
    if (objection) return {"wait", objection->text};
  }
  return {"finish", "on every server: warifu key rotate finish; then warifu reload SERVICE"};
}

Next next_step(const RotationReport& report, const std::vector<ServiceUsage>& usages,
               std::chrono::seconds quiet, int64_t now) {
  switch (report.step) {
    case RotationStep::kNone:
      return {"begin",
              "to replace this key: warifu key generate or derive, then warifu key rotate "
              "begin (warifu-rotate(7))"};
    case RotationStep::kBegun:
      return next_when_begun(report, usages, quiet, now);
    case RotationStep::kFinished:
      return {"remove",
              "on every server: warifu reload SERVICE; when nobody is refused for the retired key: "
              "warifu key rotate remove"};
    case RotationStep::kUnclear:
      break;
  }
  return {"edit",
          "it is not clear which key replaces which: write state = \"retired\" into those that are "
          "no longer used, so that one is \"active\" and at most one \"accept\""};
}

std::string where(const Keyring& keyring, const KeyEntry& entry) {
  std::string text = keyring.path + ", slot " + std::to_string(entry.slot);
  if (!entry.domain.empty()) text += ", domain " + entry.domain;
  if (entry.from.empty()) return text;
  text += ", from";
  for (const std::string& prefix : entry.from)
    text += " " + prefix;
  return text;
}

nlohmann::json to_json(const KeyEntry& entry, const std::string& fingerprint,
                       const std::vector<ServiceUsage>& usages) {
  nlohmann::json counted = nlohmann::json::array();
  for (const ServiceUsage& usage : usages) {
    counted.push_back(usage_json(find_row(usage.table, fingerprint)));
    counted.back()["service"] = escaped(usage.service);
  }
  return {{"state", entry.state},
          {"line", entry.line()},
          {"secret_file", escaped(entry.secret_file)},
          {"fingerprint", fingerprint.empty() ? nlohmann::json() : nlohmann::json(fingerprint)},
          {"usage", std::move(counted)}};
}

nlohmann::json to_json(const Keyring& keyring, const RotationReport& report,
                       const std::vector<ServiceUsage>& usages) {
  nlohmann::json keys = nlohmann::json::array();
  for (const ReportedKey& key : report.keys) {
    keys.push_back(to_json(keyring.entries[key.entry], key.fingerprint, usages));
  }
  const KeyEntry& first = keyring.entries[report.keys.front().entry];
  nlohmann::json from = nlohmann::json::array();
  for (const std::string& prefix : first.from)
    from.push_back(escaped(prefix));
  nlohmann::json domain;
  if (!first.domain.empty()) domain = escaped(first.domain);
  return {{"keyring", escaped(keyring.path)}, {"slot", first.slot},
          {"domain", std::move(domain)},      {"from", std::move(from)},
          {"step", step_name(report.step)},   {"next", report.next},
          {"advice", escaped(report.advice)}, {"keys", std::move(keys)}};
}

void print_key(const KeyEntry& entry, const std::string& fingerprint,
               const std::vector<ServiceUsage>& usages) {
  std::printf("  %-8s %-16s  line %-4u %s\n", entry.state.c_str(),
              fingerprint.empty() ? "(unreadable)" : fingerprint.c_str(), entry.line(),
              escaped(entry.secret_file).c_str());
  for (const ServiceUsage& usage : usages) {
    const auto* row = find_row(usage.table, fingerprint);
    const wire::KeyUsageRow counted = row == nullptr ? wire::KeyUsageRow{} : *row;
    std::printf("           %s: %llu passed, %llu refused, last used %s\n",
                escaped(usage.service).c_str(), static_cast<unsigned long long>(counted.passed),
                static_cast<unsigned long long>(counted.refused),
                time_text(counted.last_used).c_str());
  }
}

}  // namespace

RotationReport make_report(const Keyring& keyring, const KeyScope& scope, const TrustPolicy& trust,
                           const std::vector<ServiceUsage>& usages, std::chrono::seconds quiet,
                           int64_t now) {
  RotationReport report;
  report.step = step_of(scope);
  for (const auto* entries : {&scope.active, &scope.accept, &scope.retired}) {
    for (const size_t entry : *entries) {
      report.keys.push_back({entry, fingerprint_or_nothing(keyring.entries[entry], trust)});
    }
  }
  const Next next = next_step(report, usages, quiet, now);
  report.next = next.word;
  report.advice = next.advice;
  return report;
}

void print_report(const Context& context, const Keyring& keyring, const RotationReport& report,
                  const std::vector<ServiceUsage>& usages) {
  if (context.json) {
    std::printf("%s\n", to_json(keyring, report, usages).dump(2).c_str());
    return;
  }
  const KeyEntry& first = keyring.entries[report.keys.front().entry];
  std::printf("%s: rotation %s\n", escaped(where(keyring, first)).c_str(), step_name(report.step));
  for (const ReportedKey& key : report.keys)
    print_key(keyring.entries[key.entry], key.fingerprint, usages);
  std::printf("next: %s\n", escaped(report.advice).c_str());
}

}  // namespace warifu::cli
