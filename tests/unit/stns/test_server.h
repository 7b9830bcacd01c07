// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/posix/unique_fd.h"

namespace stns_test {

// One request as it came, head only: a GET has no body.
struct Request {
  std::string head;
  // "/v1/users?id=1"
  [[nodiscard]] std::string target() const;
  // Of the header of this name, whatever its case; "" where there is none.
  [[nodiscard]] std::string header(const std::string& name) const;
};

// An answer with its length, after which the connection may be used again.
std::string reply(int status, const std::string& body, const std::string& more_headers = "",
                  const std::string& type = "application/json; charset=UTF-8");

// An HTTP server of this process, which answers what a test says. It ends with its object, and with
// it all connections.
class TestServer {
 public:
  // Writes to the connection as it likes; false: the connection is closed. On a thread of its own.
  using Answer = std::function<bool(int connection, const Request& request)>;

  // On 127.0.0.1 and a port of the kernel's choice, or, where a path is given, on a unix socket.
  explicit TestServer(Answer answer, const std::string& socket_path = "");
  // Always the same bytes.
  explicit TestServer(const std::string& bytes);
  ~TestServer();
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;

  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  [[nodiscard]] uint16_t port() const { return port_; }
  [[nodiscard]] std::vector<Request> requests() const;
  [[nodiscard]] size_t connections() const { return connections_; }
  [[nodiscard]] size_t open_connections() const { return open_; }

  // From now on.
  void answer_with(Answer answer);
  void answer_with(const std::string& bytes);
  // A server that is away: it listens no more, and its connections are closed.
  void go_away();

 private:
  void listen_on(const std::string& socket_path);
  void accept_all();
  void serve(int connection);

  mutable std::mutex mutex_;
  Answer answer_;
  std::vector<Request> requests_;
  std::vector<int> sockets_;
  std::vector<std::thread> threads_;
  std::atomic<size_t> connections_ = 0, open_ = 0;
  std::atomic<bool> leaving_ = false;
  warifu::UniqueFd listener_, wake_;
  std::string path_;
  uint16_t port_ = 0;
  std::thread acceptor_;
};

// All of it, or false where the other end has gone.
bool send_all(int connection, std::string_view bytes);

}  // namespace stns_test
