// SPDX-License-Identifier: MIT
#include <array>
#include <ctime>

#include "core/cli/agent_output.h"
#include "core/diagnostic/escape.h"
#include "kernel/agent/signing_text.h"

namespace warifu::cli {
namespace {

std::string time_text(uint64_t unix_seconds) {
  const auto seconds = static_cast<time_t>(unix_seconds);
  tm utc{};
  std::array<char, 32> text{};
  if (gmtime_r(&seconds, &utc) == nullptr) return "?";
  std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S UTC", &utc);
  return text.data();
}

void print_programs(const Context& context, const agent::AgentStatus& status) {
  const std::string stamping = status.attached ? painted(context, Colour::kGreen, "attached")
                                               : painted(context, Colour::kRed, "incomplete");
  std::printf("programs: %s", stamping.c_str());
  for (const agent::AttachedProgram& each : status.programs) {
    std::printf(" %s(%u)", each.name.c_str(), each.program_id);
  }
  if (status.running) {
    std::printf("\nagent:    running (process %d)\n", static_cast<int>(status.pid));
  } else {
    std::printf("\nagent:    %s; what is attached goes on without it\n",
                painted(context, Colour::kYellow, "not running").c_str());
  }
}

std::string places_text(const agent::StampEntry& entry) {
  std::string text;
  for (const agent::Prefix& prefix : entry.to)
    text += (text.empty() ? "" : ", ") + agent::to_text(prefix);
  text += " port";
  for (const uint16_t port : entry.ports)
    text += " " + std::to_string(port);
  return text;
}

void print_stamps(const agent::AgentStatus& status) {
  for (const agent::StampEntry& entry : status.configuration.stamps) {
    std::printf("stamp:    %s: %s", places_text(entry).c_str(), agent::form_text(entry));
    if (!entry.signing) {
      std::printf("\n");
      continue;
    }
    std::printf(", slot %u, bind %s\n", entry.signing->slot, agent::bind_text(entry.signing->bind));
    for (const agent::SourceKey& key : entry.signing->keys) {
      std::printf("            from %s key %s\n", agent::to_text(key.source).c_str(),
                  agent::to_text(key.fingerprint).c_str());
    }
  }
}

void print_keys(const Context& context, const agent::AgentStatus& status) {
  if (status.keys_until) {
    const std::string until = time_text(*status.keys_until);
    std::printf("keys:     signing goes on until %s without an agent\n",
                status.keys_short
                    ? painted(context, Colour::kRed, until + ", which is soon").c_str()
                    : until.c_str());
  }
  for (const agent::KeyStatus& key : status.keys) {
    std::printf(
        "            %s  %llu claims, %llu proofs, %s%s\n", agent::to_text(key.fingerprint).c_str(),
        static_cast<unsigned long long>(key.claims), static_cast<unsigned long long>(key.proofs),
        key.last_used == 0 ? "never used" : ("last used " + time_text(key.last_used)).c_str(),
        key.configured ? "" : "; no longer configured");
  }
}

void print_record(const Context& context, const agent::RecordStatus& record) {
  if (!record.configured) return;
  std::string text = "at " + escaped(record.pin) + ", for unprivileged servers to read";
  if (!record.pinned) {
    text = painted(context, Colour::kRed, "claims only: nothing of this agent's is at ") +
           escaped(record.pin);
  } else if (!record.readable) {
    text = painted(context, Colour::kYellow, "claims only: ") + escaped(record.why_not);
  }
  std::printf("records:  %s\n", text.c_str());
}

void print_counters(const Context& context, const agent::AgentStatus& status) {
  std::printf("counters since the programs were first loaded:\n");
  for (const agent::Counter& each : status.counters) {
    std::printf("  %12llu  %-22s %s\n", static_cast<unsigned long long>(each.value),
                each.outcome->name, painted(context, Colour::kDim, each.outcome->meaning).c_str());
  }
}

}  // namespace

void print_text(const Context& context, const agent::AgentStatus& status) {
  print_programs(context, status);
  std::printf(
      "in force: configuration %u, since %s: %zu stamp, %zu identity entries, %zu listen "
      "ports\n",
      status.generation, time_text(status.configured_at).c_str(),
      status.configuration.stamps.size(), status.configuration.identities.size(),
      status.configuration.listen_ports.size());
  print_stamps(status);
  print_keys(context, status);
  print_record(context, status.record);
  print_counters(context, status);
}

}  // namespace warifu::cli
