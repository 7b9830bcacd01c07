// SPDX-License-Identifier: MIT
// The real paths of the log daemons, and a full disk: in a mount namespace of the test's own,
// made by a child, so that nothing of it is left whatever happens.
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/unit/log/fixture.h"

using namespace warifu;
using namespace warifu::test;

namespace {

constexpr int kNotPermitted = 77;

bool enter_own_mounts() {
  return unshare(CLONE_NEWNS) == 0 &&
         mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

bool mount_tmpfs(const char* where, const char* options) {
  return mount("tmpfs", where, "tmpfs", MS_NOSUID | MS_NODEV, options) == 0;
}

// Runs `body` in a child with mounts of its own; what `body` answers is the exit status.
template <typename Body>
int in_own_mounts(Body body) {
  const pid_t child = fork();
  if (child == 0) _exit(enter_own_mounts() ? body() : kNotPermitted);
  return wait_for(child);
}

bool was_not_permitted(int status) {
  if (status != kNotPermitted) return false;
  WARN("not tested: this user may not make a mount namespace");
  return true;
}

int find_the_daemons() {
  if (!mount_tmpfs("/run", "size=1m") || !mount_tmpfs("/dev", "size=1m")) return kNotPermitted;
  mkdir("/run/systemd", 0755);
  mkdir("/run/systemd/journal", 0755);
  LogConfig config;
  const auto log =
      open_decision_log({.service = "x", .config = &config}, make_refusal_meter().value()).value();
  Daemon syslog("/dev/log");
  log->write(sample_pass());
  if (!syslog.next().starts_with("<86>warifu[")) return 1;
  Daemon journal("/run/systemd/journal/socket");
  log->write(sample_pass());
  return journal.next().starts_with("MESSAGE=postgresql: passed") ? 0 : 2;
}

// Until the disk is full, then with room again.
int fill_a_disk(const Folder& folder) {
  const std::string disk = folder.path("");
  if (!mount_tmpfs(disk.c_str(), "size=64k")) return kNotPermitted;
  const std::string path = folder.path("log");
  const auto log = open_log(empty_environment(folder), to_file(path));
  constexpr int kWritten = 400;
  for (int i = 0; i < kWritten; ++i)
    log->write(sample_pass());
  if (mount("tmpfs", disk.c_str(), "tmpfs", MS_REMOUNT, "size=1m") != 0) return 1;
  log->write(sample_pass());
  log->write(sample_pass());
  int whole = 0;
  int torn = 0;
  uint64_t lost = 0;
  for (const std::string& line : lines_of(path)) {
    const auto json = nlohmann::json::parse(line, nullptr, false);
    if (json.is_discarded()) {
      ++torn;
    } else if (json.contains("records_lost")) {
      lost += json["records_lost"].get<uint64_t>();
    } else {
      ++whole;
    }
  }
  if (lost == 0 || torn > 1) return 2;
  return static_cast<uint64_t>(whole) + lost == kWritten + 2 ? 0 : 3;
}

}  // namespace

TEST_CASE("the daemons are found where every system has them", "[log]") {
  const int status = in_own_mounts(find_the_daemons);
  if (!was_not_permitted(status)) CHECK(status == 0);
}

TEST_CASE("a full disk loses records, counted, and no more than a line is torn", "[log]") {
  const Folder folder;
  const int status = in_own_mounts([&folder] { return fill_a_disk(folder); });
  if (!was_not_permitted(status)) CHECK(status == 0);
}
