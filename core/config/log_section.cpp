// SPDX-License-Identifier: MIT
#include <utility>

#include "core/config/stack_reader.h"

namespace warifu {
namespace {

constexpr std::pair<std::string_view, LogSink> kSinks[] = {{"auto", LogSink::kAuto},
                                                           {"journal", LogSink::kJournal},
                                                           {"syslog", LogSink::kSyslog},
                                                           {"file", LogSink::kFile}};
constexpr int64_t kMostRefusalsPerSecond = 1'000'000;

void read_sink(TableReader& reader, LogConfig& log) {
  std::vector<std::string_view> names;
  for (const auto& [name, sink] : kSinks)
    names.push_back(name);
  const auto word = reader.choice("sink", names);
  for (const auto& [name, sink] : kSinks) {
    if (word && *word == name) log.sink = sink;
  }
}

void read_file(TableReader& reader, LogConfig& log) {
  const Node* node = reader.find("file");
  const auto path = reader.text("file");
  const bool to_file = log.sink == LogSink::kFile;
  if (to_file && node == nullptr) {
    reader.diagnostics().error(reader.find("sink")->place(), "sink = \"file\" needs a file",
                               "add file = \"/var/log/warifu/NAME.jsonl\"");
  }
  if (node == nullptr || !path) return;
  if (!to_file) {
    reader.diagnostics().error(node->place(), "\"file\" means nothing without sink = \"file\"",
                               "add sink = \"file\", or remove it");
  }
  if (path->empty() || path->front() != '/' || path->find('\0') != path->npos) {
    reader.diagnostics().error(node->place(), "\"file\" cannot be \"" + *path + "\"",
                               "write a whole path, beginning with /");
  }
  log.file = *path;
}

}  // namespace

void read_log_section(TableReader& file, StackFile& stack) {
  const Node* section = file.table("log");
  if (section == nullptr) return;
  TableReader reader(*section, file.diagnostics());
  read_sink(reader, stack.log);
  read_file(reader, stack.log);
  if (const auto rate = reader.integer("refusals_per_second", 1, kMostRefusalsPerSecond)) {
    stack.log.refusals_per_second = static_cast<uint32_t>(*rate);
  }
  reader.finish(hints_below_top());
}

}  // namespace warifu
