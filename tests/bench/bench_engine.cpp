// SPDX-License-Identifier: MIT
#include "tests/bench/bench_engine.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace warifu::bench {
namespace {

// Refusals above a rate are only counted, which would be measured as a log that costs nothing.
constexpr const char* kEveryRefusal = "refusals_per_second = 1000000\n";

std::string make_folder() {
  std::string pattern = "/dev/shm/warifu-bench-XXXXXX";
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make " + pattern);
  return pattern;
}

}  // namespace

BenchEngine::BenchEngine(const std::string& entries, const std::string& runtime_dir)
    : folder_(make_folder()) {
  try {
    write_stack(entries);
    open(runtime_dir.empty() ? folder_ : runtime_dir);
  } catch (...) {
    std::filesystem::remove_all(folder_);
    throw;
  }
}

BenchEngine::~BenchEngine() {
  warifu_decision_free(decision_);
  warifu_close(engine_);
  std::filesystem::remove_all(folder_);
}

void BenchEngine::empty_log() const {
  std::filesystem::resize_file(log_path(), 0);
}

void BenchEngine::write_stack(std::string entries) const {
  const std::string name = kFolder;
  for (size_t at; (at = entries.find(name)) != std::string::npos;)
    entries.replace(at, name.size(), folder_);
  std::filesystem::create_directory(folder_ + "/stacks");
  std::filesystem::create_directory(folder_ + "/replay");
  std::filesystem::permissions(folder_ + "/replay", std::filesystem::perms::owner_all);
  std::ofstream(folder_ + "/stacks/bench.toml")
      << "mode = \"enforce\"\n\n[log]\nsink = \"file\"\nfile = \"" << folder_
      << "/decisions.jsonl\"\n"
      << kEveryRefusal << '\n'
      << entries;
}

void BenchEngine::open(const std::string& runtime_dir) {
  warifu_open_options options = WARIFU_OPEN_OPTIONS_INIT;
  options.service = "bench";
  options.config_dir = folder_.c_str();
  options.module_dir = MODULES_OUT;
  options.runtime_dir = runtime_dir.c_str();
  options.flags = WARIFU_ALLOW_USER_OWNED;
  warifu_error* error = nullptr;
  engine_ = warifu_open(&options, &error);
  if (engine_ != nullptr) return;
  const std::string text = warifu_error_text(error);
  warifu_error_free(error);
  throw std::runtime_error(text);
}

}  // namespace warifu::bench
