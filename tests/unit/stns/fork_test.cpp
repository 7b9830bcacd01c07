// SPDX-License-Identifier: MIT
// What a process inherits by fork is the parent's: its connections are not spoken on.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>

#include "modules/stns/http_client.h"
#include "tests/unit/stns/test_server.h"

using stns::Connection;
using stns::HttpClient;
using stns_test::reply;
using stns_test::TestServer;

namespace {

constexpr int64_t kPlenty = 60'000'000;

long status_of(HttpClient& http) {
  return http.get("users", "id", "7", kPlenty).status;
}

bool is_socket(int number) {
  struct stat file {};
  return fstat(number, &file) == 0 && S_ISSOCK(file.st_mode);
}

// Puts something else at each number that is a socket. How many there were.
int replace_sockets(std::array<bool, 1024>& replaced) {
  const int other = open("/dev/null", O_RDONLY | O_CLOEXEC);
  int count = 0;
  for (int number = 3; number < static_cast<int>(replaced.size()); ++number) {
    if (!is_socket(number) || dup2(other, number) != number) continue;
    replaced[static_cast<size_t>(number)] = true;
    ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("a child that uses an inherited number for its own keeps that", "[fork]") {
  TestServer server(reply(200, "[]"));
  Connection connection;
  connection.base = server.url();
  connection.timeout = kPlenty;
  HttpClient http(connection);
  http.process_start();
  http.begin_verify();
  http.begin_verify();
  REQUIRE(status_of(http) == 200);

  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    std::array<bool, 1024> replaced{};
    if (replace_sockets(replaced) == 0) _exit(1);
    http.process_start();
    for (size_t number = 0; number < replaced.size(); ++number) {
      if (replaced[number] && fcntl(static_cast<int>(number), F_GETFD) < 0) _exit(2);
    }
    _exit(0);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("a child connects anew, and the parent's connection stays", "[fork]") {
  TestServer server(reply(200, "[]"));
  Connection connection;
  connection.base = server.url();
  connection.timeout = kPlenty;
  HttpClient http(connection);
  http.process_start();
  http.begin_verify();
  http.begin_verify();
  REQUIRE(status_of(http) == 200);
  REQUIRE(server.connections() == 1);

  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    http.process_start();
    http.begin_verify();
    http.begin_verify();
    _exit(status_of(http) == 200 && status_of(http) == 200 ? 0 : 1);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  CHECK(server.connections() == 2);

  CHECK(status_of(http) == 200);
  CHECK(server.connections() == 2);
  CHECK(server.requests().size() == 4);
}

TEST_CASE("a child does not hold the parent's connection open", "[fork]") {
  TestServer server(reply(200, "[]"));
  Connection connection;
  connection.base = server.url();
  connection.timeout = kPlenty;
  int alive[2] = {};
  int ready[2] = {};
  REQUIRE(pipe(alive) == 0);
  REQUIRE(pipe(ready) == 0);
  pid_t child = 0;
  char byte = 0;
  {
    HttpClient http(connection);
    http.process_start();
    http.begin_verify();
    http.begin_verify();
    REQUIRE(status_of(http) == 200);
    child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      close(alive[1]);
      http.process_start();
      const bool told = write(ready[1], "x", 1) == 1;
      _exit(told && read(alive[0], &byte, 1) == 0 ? 0 : 1);
    }
    REQUIRE(read(ready[0], &byte, 1) == 1);
  }
  // The child lives, and the server sees the connection end.
  while (server.open_connections() != 0)
    std::this_thread::yield();
  for (const int end : {alive[0], alive[1], ready[0], ready[1]})
    close(end);
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(WEXITSTATUS(status) == 0);
}
