// SPDX-License-Identifier: MIT
#include "tests/unit/stns/test_server.h"

#include <arpa/inet.h>
#include <poll.h>
#include <strings.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <stdexcept>
#include <utility>

namespace stns_test {
namespace {

void require(bool holds, const char* what) {
  if (!holds) throw std::runtime_error(what);
}

}  // namespace

std::string Request::target() const {
  const size_t from = head.find(' ') + 1;
  return head.substr(from, head.find(' ', from) - from);
}

std::string Request::header(const std::string& name) const {
  for (size_t at = head.find("\r\n"); at != std::string::npos; at = head.find("\r\n", at + 2)) {
    const std::string line = head.substr(at + 2, head.find("\r\n", at + 2) - at - 2);
    const size_t colon = line.find(':');
    if (colon == name.size() && strncasecmp(line.c_str(), name.c_str(), colon) == 0) {
      return line.substr(line.find_first_not_of(' ', colon + 1));
    }
  }
  return "";
}

std::string reply(int status, const std::string& body, const std::string& more_headers,
                  const std::string& type) {
  return "HTTP/1.1 " + std::to_string(status) + " Status\r\nContent-Type: " + type +
         "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + more_headers + "\r\n" +
         body;
}

bool send_all(int connection, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(sent));
  }
  return true;
}

TestServer::TestServer(Answer answer, const std::string& socket_path)
    : answer_(std::move(answer)), wake_(eventfd(0, EFD_CLOEXEC)) {
  listen_on(socket_path);
  acceptor_ = std::thread([this] { accept_all(); });
}

TestServer::TestServer(const std::string& bytes) : TestServer(Answer()) {
  answer_with(bytes);
}

TestServer::~TestServer() {
  go_away();
  if (!path_.empty()) unlink(path_.c_str());
}

void TestServer::listen_on(const std::string& socket_path) {
  if (socket_path.empty()) {
    listener_ = warifu::UniqueFd(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* const plain = reinterpret_cast<sockaddr*>(&address);
    require(bind(listener_.get(), plain, length) == 0, "bind");
    require(getsockname(listener_.get(), plain, &length) == 0, "getsockname");
    port_ = ntohs(address.sin_port);
  } else {
    listener_ = warifu::UniqueFd(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    require(socket_path.size() < sizeof address.sun_path, "path");
    std::memcpy(address.sun_path, socket_path.c_str(), socket_path.size());
    require(bind(listener_.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0,
            "bind");
    path_ = socket_path;
  }
  require(listen(listener_.get(), 64) == 0, "listen");
}

void TestServer::accept_all() {
  while (!leaving_) {
    pollfd waited[] = {{listener_.get(), POLLIN, 0}, {wake_.get(), POLLIN, 0}};
    if (poll(waited, 2, -1) < 0 || leaving_) continue;
    const int connection = accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) continue;
    const std::lock_guard lock(mutex_);
    ++connections_;
    ++open_;
    sockets_.push_back(connection);
    threads_.emplace_back([this, connection] { serve(connection); });
  }
}

void TestServer::serve(int connection) {
  std::string received;
  char room[4096];
  bool goes_on = true;
  while (goes_on) {
    const size_t end = received.find("\r\n\r\n");
    if (end == std::string::npos) {
      const ssize_t got = recv(connection, room, sizeof room, 0);
      if (got <= 0) break;
      received.append(room, static_cast<size_t>(got));
      continue;
    }
    const Request request = {received.substr(0, end + 2)};
    received.erase(0, end + 4);
    Answer answer;
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(request);
      answer = answer_;
    }
    goes_on = answer(connection, request);
  }
  shutdown(connection, SHUT_RDWR);
  --open_;
}

std::vector<Request> TestServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void TestServer::answer_with(Answer answer) {
  const std::lock_guard lock(mutex_);
  answer_ = std::move(answer);
}

void TestServer::answer_with(const std::string& bytes) {
  answer_with([bytes](int connection, const Request&) { return send_all(connection, bytes); });
}

void TestServer::go_away() {
  if (leaving_.exchange(true)) return;
  const uint64_t one = 1;
  require(write(wake_.get(), &one, sizeof one) == sizeof one, "eventfd");
  acceptor_.join();
  listener_ = warifu::UniqueFd();
  for (const int socket : sockets_)
    shutdown(socket, SHUT_RDWR);
  for (std::thread& thread : threads_)
    thread.join();
  for (const int socket : sockets_)
    close(socket);
}

}  // namespace stns_test
