// SPDX-License-Identifier: MIT
#include "core/config/stack_reader.h"

#include "core/config/entry_reader.h"
#include "core/config/mode_reader.h"

namespace warifu {
namespace {

constexpr std::chrono::microseconds kLongestDeadline = std::chrono::seconds(60);

constexpr std::string_view kMoveUp = "move it up, before the first line in brackets";
constexpr KeyHints::Hint kTopKeys[] = {
    {"mode", kMoveUp}, {"observe_until", kMoveUp}, {"deadline", kMoveUp}};

void read_deadline(TableReader& reader, StackFile& stack) {
  const auto deadline = reader.duration("deadline");
  if (!deadline) return;
  if (deadline->count() == 0 || *deadline > kLongestDeadline) {
    const Node* node = reader.find("deadline");
    reader.diagnostics().error(node->place(),
                               "\"deadline\" cannot be \"" + *node->as<std::string>() + "\"",
                               "write more than 0 and at most \"60s\"");
    return;
  }
  stack.deadline = *deadline;
}

void read_entries(TableReader& reader, const ReadContext& context, StackFile& stack) {
  const Node* verify = reader.find("verify");
  const auto* entries = verify == nullptr ? nullptr : verify->as<Array>();
  if (verify != nullptr && entries == nullptr) {
    reader.diagnostics().error(
        verify->place(),
        std::string("\"verify\" must be a list of entries, not ") + verify->type_name(),
        "begin each entry with [[verify]], in two brackets");
    return;
  }
  if (entries == nullptr || entries->empty()) {
    reader.diagnostics().error(reader.place(),
                               "the stack has no entries, so nothing could ever pass",
                               "add one: [[verify]], then module = \"NAME\" below it");
    return;
  }
  for (const Node& entry : *entries) {
    stack.entries.push_back(read_entry(entry, context, reader.diagnostics()));
  }
}

}  // namespace

KeyHints hints_below_top(std::string_view otherwise) {
  return {kTopKeys, otherwise};
}

std::shared_ptr<const StackFile> read_stack(std::string_view text, const std::string& path,
                                            const ReadContext& context, Diagnostics& diagnostics) {
  auto stack = std::make_shared<StackFile>();
  stack->path = path;
  const size_t before = diagnostics.items().size();
  const Node root = parse_toml(text, path, diagnostics);
  if (diagnostics.items().size() != before) return stack;
  TableReader reader(root, diagnostics);
  stack->mode = read_mode(reader, context, ModeScope::kFile, stack->mode_place);
  read_deadline(reader, *stack);
  read_owner_section(reader, *stack);
  read_log_section(reader, *stack);
  read_cache_section(reader, *stack);
  read_entries(reader, context, *stack);
  reader.finish();
  return stack;
}

}  // namespace warifu
