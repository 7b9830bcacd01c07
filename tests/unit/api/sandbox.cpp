// SPDX-License-Identifier: MIT
#include "tests/unit/api/sandbox.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace {

void require(bool holds, const char* what) {
  if (!holds) throw std::runtime_error(std::string(what) + ": " + std::strerror(errno));
}

}  // namespace

Sandbox::Sandbox() {
  std::string pattern = "/tmp/warifu-api-XXXXXX";
  path = mkdtemp(pattern.data());
  std::filesystem::create_directory(path + "/stacks");
}

Sandbox::~Sandbox() {
  warifu_decision_free(decision_);
  std::filesystem::remove_all(path);
}

void Sandbox::write_stack(const std::string& service, const std::string& text) const {
  const std::string file = path + "/stacks/" + service + ".toml";
  std::ofstream(file + ".new") << text << "\n[log]\nsink = \"file\"\nfile = \"" << path
                               << "/decisions.json\"\n";
  std::filesystem::rename(file + ".new", file);
}

void Sandbox::ask_for_reload(int number) const {
  std::filesystem::create_directories(path + "/run/generation");
  std::ofstream(path + "/run/generation/demo") << number << '\n';
}

EnginePtr Sandbox::open(const std::string& service, uint32_t flags) {
  const std::string runtime = path + "/run";
  warifu_open_options options = WARIFU_OPEN_OPTIONS_INIT;
  options.service = service.c_str();
  options.config_dir = path.c_str();
  options.module_dir = module_dir.c_str();
  options.runtime_dir = runtime.c_str();
  options.flags = flags | WARIFU_ALLOW_USER_OWNED;
  options.log = keep;
  options.log_data = this;
  warifu_error* failure = nullptr;
  EnginePtr engine(warifu_open(&options, &failure));
  error = failure != nullptr ? warifu_error_text(failure) : "";
  warifu_error_free(failure);
  return engine;
}

int Sandbox::verify(warifu_engine* engine, warifu_request request) {
  const int verdict = warifu_verify(engine, &request, decision_);
  info.size = sizeof info;
  require(warifu_decision_describe(decision_, &info) == WARIFU_OK, "describe");
  return verdict;
}

std::vector<nlohmann::json> Sandbox::logged() const {
  const std::lock_guard lock(mutex_);
  std::vector<nlohmann::json> records;
  for (const std::string& line : lines_)
    records.push_back(nlohmann::json::parse(line));
  return records;
}

void Sandbox::keep(void* data, const char* json, size_t length) {
  auto* const self = static_cast<Sandbox*>(data);
  const std::lock_guard lock(self->mutex_);
  self->lines_.emplace_back(json, length);
}

UnixConnection::UnixConnection(const std::string& folder) : path_(folder + "/socket") {
  sockaddr_un here{};
  here.sun_family = AF_UNIX;
  std::strncpy(here.sun_path, path_.c_str(), sizeof here.sun_path - 1);
  const auto* const address = reinterpret_cast<const sockaddr*>(&here);
  listener_ = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  require(bind(listener_, address, sizeof here) == 0 && listen(listener_, 8) == 0, "listen");
  client_ = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  require(connect(client_, address, sizeof here) == 0, "connect");
  accepted_ = accept(listener_, nullptr, nullptr);
  require(accepted_ >= 0, "accept");
}

UnixConnection::~UnixConnection() {
  for (const int fd : {accepted_, client_, listener_})
    close(fd);
  unlink(path_.c_str());
}

TcpConnection::TcpConnection(bool prepared) {
  sockaddr_in here{};
  here.sin_family = AF_INET;
  here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* const address = reinterpret_cast<sockaddr*>(&here);
  socklen_t length = sizeof here;
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (prepared) require(warifu_prepare_listener(listener_) == WARIFU_OK, "prepare");
  require(bind(listener_, address, sizeof here) == 0 && listen(listener_, 8) == 0, "listen");
  require(getsockname(listener_, address, &length) == 0, "getsockname");
  client_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  require(connect(client_, address, sizeof here) == 0, "connect");
  accepted_ = accept(listener_, nullptr, nullptr);
  require(accepted_ >= 0, "accept");
}

TcpConnection::~TcpConnection() {
  for (const int fd : {accepted_, client_, listener_})
    close(fd);
}

std::string allow_uid(uint32_t uid) {
  return "mode = \"enforce\"\n"
         "[owner]\n"
         "sources = [\"saved-syn\", \"unix-socket\"]\n"
         "[[verify]]\n"
         "module = \"uid_allowlist\"\n"
         "control = \"required\"\n"
         "options = { uids = [" +
         std::to_string(uid) + "] }\n";
}
