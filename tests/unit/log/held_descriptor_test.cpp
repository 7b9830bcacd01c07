// SPDX-License-Identifier: MIT
// The server may close descriptors that it does not know, and use their numbers again.
#include "core/log/held_descriptor.h"

#include <fcntl.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/unit/log/fixture.h"

using namespace warifu;
using namespace warifu::test;

namespace {

UniqueFd open_to_write(const std::string& path) {
  UniqueFd fd(open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
  REQUIRE(fd.valid());
  return fd;
}

// Which descriptor of this process is open on `path`.
int number_of(const std::string& path) {
  struct stat wanted = {};
  REQUIRE(stat(path.c_str(), &wanted) == 0);
  for (int fd = 3; fd < 1024; ++fd) {
    struct stat status = {};
    if (fstat(fd, &status) == 0 && status.st_ino == wanted.st_ino &&
        status.st_dev == wanted.st_dev) {
      return fd;
    }
  }
  return -1;
}

}  // namespace

TEST_CASE("a number that is somebody else's by now is not used and not closed", "[log]") {
  const Folder folder;
  UniqueFd other = open_to_write(folder.path("other"));
  {
    HeldDescriptor held;
    CHECK(held.get() == -1);
    held.hold(open_to_write(folder.path("mine")));
    const int number = held.get();
    REQUIRE(number >= 0);
    close(number);
    CHECK(held.get() == -1);
    REQUIRE(dup2(other.get(), number) == number);
    other.reset(number);
    CHECK(held.get() == -1);
    held.hold(open_to_write(folder.path("again")));
    CHECK(held.get() != number);
  }
  CHECK(fcntl(other.get(), F_GETFD) >= 0);
}

TEST_CASE("another file takes the place of the old one under the same number", "[log]") {
  const Folder folder;
  HeldDescriptor held;
  held.hold(open_to_write(folder.path("one")));
  const int number = held.get();
  held.hold(open_to_write(folder.path("two")));
  CHECK(held.get() == number);
  CHECK(number_of(folder.path("two")) == number);
  CHECK(number_of(folder.path("one")) == -1);
  CHECK((fcntl(number, F_GETFD) & FD_CLOEXEC) != 0);
  held.hold(UniqueFd());
  CHECK(held.get() == number);
}

TEST_CASE("a server that closed all its descriptors gets no log line into its data file", "[log]") {
  const Folder folder;
  const std::string path = folder.path("log");
  const auto log = open_log(empty_environment(folder), to_file(path));
  log->write(sample_pass());
  const int number = number_of(path);
  REQUIRE(number >= 0);
  const UniqueFd data = open_to_write(folder.path("data"));
  REQUIRE(dup2(data.get(), number) == number);
  log->write(sample_pass());
  log->write(sample_pass());
  CHECK(contents_of(folder.path("data")).empty());
  CHECK(lines_of(path).size() == 3);
  close(number);
}

TEST_CASE("nor gets a client a line meant for the log daemon", "[log]") {
  const Folder folder;
  LogEnvironment environment = empty_environment(folder);
  environment.syslog = folder.path("syslog");
  Daemon daemon(environment.syslog);
  LogConfig config;
  config.sink = LogSink::kSyslog;
  const auto log = open_log(environment, config);
  const UniqueFd probe(dup(0));
  const int next_number = probe.get() + 1;
  log->write(sample_pass());  // makes the socket, which gets the lowest free number
  REQUIRE(fcntl(next_number, F_GETFD) >= 0);
  const UniqueFd client = open_to_write(folder.path("client"));
  REQUIRE(dup2(client.get(), next_number) == next_number);
  log->write(sample_pass());
  CHECK(contents_of(folder.path("client")).empty());
  CHECK(daemon.all().size() == 2);
  close(next_number);
}
