// SPDX-License-Identifier: MIT
// Logging allocates nothing, counted by the program's own operator new.
#include <atomic>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <new>

#include "tests/unit/log/fixture.h"

using namespace warifu;
using namespace warifu::test;

namespace {

std::atomic<long> allocations{0};

}  // namespace

void* operator new(size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
void* operator new(size_t size, const std::nothrow_t&) noexcept {
  ++allocations;
  return std::malloc(size);
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, size_t) noexcept {
  std::free(memory);
}

TEST_CASE("no sink and no form of entry allocates", "[log]") {
  const Folder folder;
  LogEnvironment environment = empty_environment(folder);
  environment.journal = folder.path("journal");
  environment.syslog = folder.path("syslog");
  const Daemon journal(environment.journal);
  const Daemon syslog(environment.syslog);
  LogConfig config = to_file(folder.path("log"), 10);
  config.sink = GENERATE(LogSink::kFile, LogSink::kJournal, LogSink::kSyslog, LogSink::kAuto);
  set_clock(1000 * kSecond);
  const auto log = open_log(environment, config);
  const std::string account(5000, '\x1B');
  DecisionRecord hostile = sample_refusal();
  hostile.account = account;

  const DecisionRecord pass = sample_pass();
  const long before = allocations;
  for (int i = 0; i < 100; ++i) {
    log->write(pass);
    log->write(hostile);
    log->note(4, "stns", account);
    set_clock(read_clock() + kSecond / 2);
  }
  const long after = allocations;
  CHECK(after == before);
}
