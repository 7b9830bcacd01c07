// SPDX-License-Identifier: MIT
#include "core/engine/process_page.h"

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "core/engine/clock.h"

using namespace warifu;

namespace {

// What a forked child found, as its exit code.
template <typename Body>
int in_child(Body body) {
  const pid_t child = fork();
  if (child == 0) _exit(body());
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST_CASE("a child begins with nothing started", "[process_page]") {
  auto page = ProcessPage::make(3);
  REQUIRE(page);
  auto& entry = (*page)->entry(2);
  entry.started = ProcessPage::Started::kYes;
  CHECK(in_child([&] { return static_cast<int>(entry.started.load()); }) ==
        static_cast<int>(ProcessPage::Started::kNo));
  CHECK(entry.started == ProcessPage::Started::kYes);
}

TEST_CASE("a lock held at fork is free in the child", "[process_page]") {
  auto page = ProcessPage::make(1);
  REQUIRE(page);
  const EntryLock held((*page)->entry(0));
  REQUIRE(held.held());
  CHECK(in_child([&] { return EntryLock((*page)->entry(0)).held() ? 1 : 0; }) == 1);
}

TEST_CASE("waiting for a lock ends at the deadline", "[process_page]") {
  auto page = ProcessPage::make(1);
  REQUIRE(page);
  const EntryLock held((*page)->entry(0));
  CHECK_FALSE(EntryLock((*page)->entry(0)).held());
  CHECK_FALSE(EntryLock((*page)->entry(0), to_timespec(monotonic_ns() + 1'000'000)).held());
}
