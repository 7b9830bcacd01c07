// SPDX-License-Identifier: MIT
// Any bytes as a stack file. What is accepted must keep the promises that its users rely on.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/config/stack_loader.h"

namespace {

constexpr int64_t kNow = 1772366400;  // 2026-03-01T12:00:00Z
constexpr int64_t kThirtyDays = 30 * 86400;

void require(bool holds) {
  if (!holds) std::abort();
}

void require_bounded(const warifu::Mode& mode, bool is_other) {
  if (!mode.observe_until) return;
  require(!is_other);
  require(*mode.observe_until > kNow && *mode.observe_until <= kNow + kThirtyDays);
}

void require_sound(const warifu::StackFile& stack) {
  require(stack.deadline.count() > 0 && stack.deadline <= std::chrono::seconds(60));
  require(!stack.entries.empty() && !stack.owner.sources.empty());
  require(stack.owner.exid != 0 && (stack.owner.kind == 253 || stack.owner.kind == 254));
  require((stack.log.sink == warifu::LogSink::kFile) == !stack.log.file.empty());
  for (const warifu::StackEntry& entry : stack.entries) {
    require(!entry.target.empty() && !entry.name.empty() && entry.name.size() <= 64);
    require(entry.target.find('/') == std::string::npos);
    require(entry.sha256.empty() || entry.sha256.size() == 64);
    require(entry.options.as<warifu::Table>() != nullptr);
    require(entry.place.line > 0);
    for (const warifu::Action& action : entry.control.on) {
      require((action.kind == warifu::Action::Kind::kJump) == (action.jump != 0));
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const bool is_other = data[size - 1] == 'o';
  const std::string_view text(reinterpret_cast<const char*>(data), size - 1);
  warifu::Diagnostics diagnostics;
  const auto stack =
      warifu::read_stack_text(text, "/etc/warifu/stacks/s.toml", is_other, kNow, diagnostics);
  require(stack != nullptr);
  require_bounded(stack->mode, is_other);
  for (const warifu::StackEntry& entry : stack->entries)
    require_bounded(entry.mode, is_other);
  if (!diagnostics.has_errors()) require_sound(*stack);
  for (const auto& diagnostic : diagnostics.items())
    (void)warifu::to_line(diagnostic);
  return 0;
}
