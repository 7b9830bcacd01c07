// SPDX-License-Identifier: MIT
// The HTTP client against servers that behave, and servers that do not.
#include <poll.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>

#include "modules/stns/http_client.h"
#include "tests/unit/stns/test_server.h"

using stns::Connection;
using stns::HttpClient;
using stns::Response;
using stns::SecretText;
using stns_test::reply;
using stns_test::Request;
using stns_test::send_all;
using stns_test::TestServer;

namespace {

constexpr int64_t kPlenty = 60'000'000;  // only a hang takes so long
constexpr int64_t kShort = 200'000;

Connection to(const TestServer& server) {
  Connection connection;
  connection.base = server.url() + "/v1";
  connection.timeout = kPlenty;
  return connection;
}

// A client of its own, as in a process that has verified before.
class Client {
 public:
  explicit Client(Connection connection) : connection_(std::move(connection)), http_(connection_) {
    http_.process_start();
    verify_again();
    verify_again();
  }
  void verify_again() { http_.begin_verify(); }
  Response get(int64_t time_left = kPlenty, std::string_view value = "7") {
    return http_.get("users", "id", value, time_left);
  }

 private:
  const Connection connection_;
  HttpClient http_;
};

}  // namespace

TEST_CASE("a request is what the server expects", "[client]") {
  TestServer server(reply(200, "[]"));
  Connection connection = to(server);
  connection.headers.push_back(SecretText("Authorization: token s3cret"));
  connection.headers.push_back(SecretText("X-Tenant: a b"));
  Client client(std::move(connection));
  const Response response = client.get(kPlenty, "a b/\xc3\xa9&name=root#");
  CHECK(response.end == Response::End::kAnswered);
  CHECK(response.status == 200);
  CHECK(response.content_type == "application/json; charset=UTF-8");
  CHECK(response.body == "[]");
  REQUIRE(server.requests().size() == 1);
  const Request request = server.requests().front();
  CHECK(request.head.starts_with("GET "));
  CHECK(request.target() == "/v1/users?id=a%20b%2F%C3%A9%26name%3Droot%23");
  CHECK(request.header("Accept") == "application/json");
  CHECK(request.header("Authorization") == "token s3cret");
  CHECK(request.header("X-Tenant") == "a b");
  CHECK(request.header("Accept-Encoding").empty());  // what is not packed cannot unfold
}

TEST_CASE("user and password go as basic authentication", "[client]") {
  TestServer server(reply(200, "[]"));
  Connection connection = to(server);
  connection.user = SecretText("alice");
  connection.password = SecretText("open:sesame");
  Client(std::move(connection)).get();
  CHECK(server.requests().front().header("Authorization") == "Basic YWxpY2U6b3BlbjpzZXNhbWU=");
}

TEST_CASE("connections are used again", "[client]") {
  TestServer server(reply(200, "[]"));
  Client client(to(server));
  for (int i = 0; i < 5; ++i)
    CHECK(client.get().status == 200);
  CHECK(server.requests().size() == 5);
  CHECK(server.connections() == 1);
}

TEST_CASE("a process that verifies once keeps no connection", "[client]") {
  TestServer server(reply(200, "[]"));
  const Connection connection = to(server);
  HttpClient http(connection);
  http.process_start();
  http.begin_verify();
  CHECK(http.get("users", "id", "7", kPlenty).status == 200);
  while (server.open_connections() != 0)
    std::this_thread::yield();
  CHECK(server.connections() == 1);
}

TEST_CASE("a connection that the server closed meanwhile is made anew", "[client]") {
  TestServer server([](int connection, const Request&) {
    send_all(connection, reply(200, "[]"));
    return false;
  });
  Client client(to(server));
  for (int i = 0; i < 3; ++i)
    CHECK(client.get().status == 200);
  CHECK(server.connections() == 3);
}

TEST_CASE("redirects are not followed", "[client]") {
  TestServer other(reply(200, "[]"));
  TestServer server(reply(GENERATE(301, 302, 303, 307, 308), "",
                          "Location: " + other.url() + "/v1/users?id=7\r\n"));
  CHECK(Client(to(server)).get().status >= 300);
  CHECK(other.connections() == 0);
}

TEST_CASE("an answer that is an error is not asked for again", "[client]") {
  const int status = GENERATE(400, 401, 404, 429, 500, 503);
  TestServer server(reply(status, "{}"));
  Connection connection = to(server);
  connection.retries = 3;
  CHECK(Client(std::move(connection)).get().status == status);
  CHECK(server.requests().size() == 1);
}

TEST_CASE("a request that got no answer is sent again, as often as allowed", "[client]") {
  TestServer server([](int, const Request&) { return false; });
  Connection connection = to(server);
  connection.retries = 3;
  const Response response = Client(std::move(connection)).get();
  CHECK(response.end == Response::End::kTransport);
  CHECK_FALSE(response.trouble.empty());
  CHECK(server.requests().size() == 4);
}

TEST_CASE("one that succeeds when it is sent again is an answer", "[client]") {
  std::atomic<int> asked = 0;
  TestServer server([&asked](int connection, const Request&) {
    if (++asked < 3) return send_all(connection, "HTTP/1.1 200 OK\r\nContent-Le") && false;
    return send_all(connection, reply(200, "[]"));
  });
  Connection connection = to(server);
  connection.retries = 3;
  CHECK(Client(std::move(connection)).get().status == 200);
}

TEST_CASE("a body that ends before its length is no answer", "[client]") {
  TestServer server([](int connection, const Request&) {
    send_all(connection, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n[]");
    return false;
  });
  CHECK(Client(to(server)).get().end == Response::End::kTransport);
}

TEST_CASE("nobody listening is a trouble that is told", "[client]") {
  TestServer server(reply(200, "[]"));
  const Connection connection = to(server);
  server.go_away();
  const Response response = Client(to(server)).get();
  CHECK(response.end == Response::End::kTransport);
  CHECK(response.trouble.find("connect") != std::string::npos);
}

TEST_CASE("a server that says nothing, or a byte now and then, is left at the deadline",
          "[client]") {
  const bool drips = GENERATE(false, true);
  TestServer server([drips](int connection, const Request&) {
    if (drips) send_all(connection, "HTTP/1.1 200 OK\r\nX: ");
    pollfd closed = {connection, POLLIN, 0};
    while (poll(&closed, 1, drips ? 10 : -1) == 0 && send_all(connection, "y"))
      ;
    return false;
  });
  const auto [timeout, left] =
      GENERATE(table<int64_t, int64_t>({{kPlenty, kShort}, {kShort, kPlenty}}));
  Connection connection = to(server);
  connection.timeout = timeout;
  const Response response = Client(std::move(connection)).get(left);
  CHECK(response.end == Response::End::kTransport);
}

TEST_CASE("where no time is left nothing is waited for", "[client]") {
  TestServer server([](int connection, const Request&) {
    pollfd closed = {connection, POLLIN, 0};
    poll(&closed, 1, -1);
    return false;
  });
  Connection connection = to(server);
  connection.retries = 100;
  CHECK(Client(std::move(connection)).get(GENERATE(0, -1, 1)).end == Response::End::kTransport);
}

TEST_CASE("a body is bounded, whether its length is told or not", "[client]") {
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
  const bool told = GENERATE(true, false);
  TestServer server([&](int connection, const Request&) {
    if (told) return send_all(connection, head + "Content-Length: 33554433\r\n\r\n[");
    if (!send_all(connection, head + "\r\n")) return false;
    while (send_all(connection, std::string(65536, ' ')))
      ;
    return false;
  });
  Connection connection = to(server);
  connection.retries = 3;
  const Response response = Client(std::move(connection)).get();
  CHECK(response.end == Response::End::kUnusable);
  CHECK(server.requests().size() == 1);
}

TEST_CASE("headers are bounded", "[client]") {
  TestServer server([](int connection, const Request&) {
    if (!send_all(connection, "HTTP/1.1 200 OK\r\n")) return false;
    while (send_all(connection, "X: " + std::string(1000, 'x') + "\r\n"))
      ;
    return false;
  });
  CHECK(Client(to(server)).get().end == Response::End::kUnusable);
}

TEST_CASE("what is not HTTP is no answer", "[client]") {
  const auto bytes = GENERATE(as<std::string>(), "[]", "HTTP/0.9\r\n\r\n[]", "SSH-2.0-x\r\n",
                              std::string(3, '\0'));
  TestServer server([bytes](int connection, const Request&) {
    send_all(connection, bytes);
    return false;
  });
  CHECK(Client(to(server)).get().end == Response::End::kTransport);
}

TEST_CASE("a packed body stays packed", "[client]") {
  const std::string bomb("\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03", 10);
  TestServer server(reply(200, bomb, "Content-Encoding: gzip\r\n"));
  CHECK(Client(to(server)).get().body == bomb);
}

TEST_CASE("bounds are read from headers of any case, once each", "[client]") {
  const auto [headers, holds] = GENERATE(table<std::string, bool>({
      {"User-Highest-Id: 60000\r\nUser-Lowest-Id: 1000\r\n", true},
      {"user-highest-id: 60000\r\nUSER-LOWEST-ID:1000 \r\n", true},
      {"User-Highest-Id: 60000\r\n", false},
      {"Group-Highest-Id: 60000\r\nGroup-Lowest-Id: 1000\r\n", false},
      {"User-Highest-Id: 60000\r\nUser-Lowest-Id: 1000\r\nUser-Highest-Id: 10\r\n", false},
  }));
  TestServer server(reply(200, "[]", headers));
  CHECK(Client(to(server)).get().user_ids.has_value() == holds);
}

TEST_CASE("a proxy in the environment is not used, one that is configured is", "[client]") {
  TestServer proxy(reply(200, "[1]"));
  TestServer server(reply(200, "[]"));
  for (const char* const name : {"http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"})
    REQUIRE(setenv(name, proxy.url().c_str(), 1) == 0);
  CHECK(Client(to(server)).get().body == "[]");
  REQUIRE(setenv("no_proxy", "*", 1) == 0);
  Connection connection = to(server);
  connection.proxy = SecretText(proxy.url());
  CHECK(Client(std::move(connection)).get().body == "[1]");
  CHECK(proxy.requests().front().target() == server.url() + "/v1/users?id=7");
  for (const char* const name : {"http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy", "no_proxy"})
    unsetenv(name);
}

TEST_CASE("cache-stnsd is asked through its socket, without version and without secrets",
          "[client]") {
  char folder[] = "/tmp/warifu-stns-XXXXXX";
  REQUIRE(mkdtemp(folder) != nullptr);
  {
    TestServer server(
        [](int connection, const Request&) { return send_all(connection, reply(200, "[]")); },
        std::string(folder) + "/socket");
    Connection connection;
    connection.base = "http://127.0.0.1:1/v1";
    connection.unix_socket = std::string(folder) + "/socket";
    connection.timeout = kPlenty;
    connection.headers.push_back(SecretText("Authorization: token s3cret"));
    connection.user = SecretText("alice");
    connection.proxy = SecretText("http://127.0.0.1:1");
    CHECK(Client(std::move(connection)).get().status == 200);
    const Request request = server.requests().front();
    CHECK(request.target() == "/users?id=7");
    CHECK(request.header("Host") == "unix");
    CHECK(request.header("Authorization").empty());
  }
  std::filesystem::remove_all(folder);
}

TEST_CASE("a socket that another user listens on is not asked", "[client]") {
  if (geteuid() != 0) {
    WARN("SKIP: only root can listen as somebody else");
    return;
  }
  char folder[] = "/tmp/warifu-stns-XXXXXX";
  REQUIRE(mkdtemp(folder) != nullptr);
  REQUIRE(chown(folder, 1234, 1234) == 0);
  {
    REQUIRE(seteuid(1234) == 0);
    TestServer server(
        [](int connection, const Request&) { return send_all(connection, reply(200, "[]")); },
        std::string(folder) + "/socket");
    REQUIRE(seteuid(0) == 0);
    Connection connection;
    connection.unix_socket = std::string(folder) + "/socket";
    connection.timeout = kPlenty;
    connection.retries = 3;
    const Response response = Client(std::move(connection)).get();
    CHECK(response.end == Response::End::kUntrusted);
    CHECK(response.trouble.find("neither root") != std::string::npos);
    CHECK(server.requests().empty());
  }
  std::filesystem::remove_all(folder);
}

TEST_CASE("many threads ask at once", "[client]") {
  TestServer server(reply(200, "[]"));
  Client client(to(server));
  std::atomic<int> answered = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 24; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < 10; ++round)
        answered += client.get().status == 200 ? 1 : 0;
    });
  }
  for (std::thread& thread : threads)
    thread.join();
  CHECK(answered == 240);
}
