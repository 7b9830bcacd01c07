// SPDX-License-Identifier: MIT
// A configuration folder, and an engine as a server would open it, in a folder of the test's own.
#pragma once

#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "warifu/warifu.h"

struct EngineCloser {
  void operator()(warifu_engine* engine) const { warifu_close(engine); }
};
using EnginePtr = std::unique_ptr<warifu_engine, EngineCloser>;

struct OwnerFree {
  void operator()(warifu_owner_handle* owner) const { warifu_owner_free(owner); }
};
using OwnerPtr = std::unique_ptr<warifu_owner_handle, OwnerFree>;

// Made for each test; files in /tmp, owned by the running user.
class Sandbox {
 public:
  Sandbox();
  ~Sandbox();
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;

  void write_stack(const std::string& service, const std::string& text) const;
  // The reload number that `warifu reload` raises.
  void ask_for_reload(int number) const;

  // nullptr where it does not load; `error` then holds why.
  [[nodiscard]] EnginePtr open(const std::string& service = "demo", uint32_t flags = 0);
  // Asks, and keeps the answer in `info`.
  int verify(warifu_engine* engine, warifu_request request);
  // Every decision that was logged.
  [[nodiscard]] std::vector<nlohmann::json> logged() const;

  std::string path;
  std::string module_dir = MODULES_OUT;
  std::string error;
  warifu_decision_info info{};

 private:
  static void keep(void* data, const char* json, size_t length);
  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
  warifu_decision* decision_ = warifu_decision_new();
};

// An accepted AF_UNIX connection whose other end is this process; both ends close with it.
class UnixConnection {
 public:
  explicit UnixConnection(const std::string& folder);
  ~UnixConnection();
  UnixConnection(const UnixConnection&) = delete;
  UnixConnection& operator=(const UnixConnection&) = delete;
  [[nodiscard]] int fd() const { return accepted_; }

 private:
  std::string path_;
  int listener_ = -1;
  int client_ = -1;
  int accepted_ = -1;
};

// The same over loopback TCP; `prepared`: warifu_prepare_listener was called before.
class TcpConnection {
 public:
  explicit TcpConnection(bool prepared);
  ~TcpConnection();
  TcpConnection(const TcpConnection&) = delete;
  TcpConnection& operator=(const TcpConnection&) = delete;
  [[nodiscard]] int fd() const { return accepted_; }

 private:
  int listener_ = -1;
  int client_ = -1;
  int accepted_ = -1;
};

inline warifu_request request_for(int fd, const char* account = "") {
  warifu_request request = WARIFU_REQUEST_INIT;
  request.fd = fd;
  request.account = account;
  return request;
}

// A stack of one entry that allows `uid` on unix sockets.
std::string allow_uid(uint32_t uid);
