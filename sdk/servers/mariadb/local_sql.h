// SPDX-License-Identifier: MIT
// SQL from within the server, with nobody's account (its service "sql").
#pragma once

#include <string>
#include <variant>
#include <vector>

namespace warifu::mariadb {

using Rows = std::vector<std::vector<std::string>>;  // NULL is ""

// Makes the calling thread one of the server's, for as long as this lives.
class ServerThread {
 public:
  ServerThread();
  ~ServerThread();
  ServerThread(const ServerThread&) = delete;
  ServerThread& operator=(const ServerThread&) = delete;
};

// Whether logins are taken: from then on SQL is answered.
bool server_serves();

// The rows, else what the server says is wrong. On a ServerThread.
std::variant<Rows, std::string> ask_locally(const std::string& question);

}  // namespace warifu::mariadb
