// SPDX-License-Identifier: MIT
#include "tests/unit/log/fixture.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace warifu::test {
namespace {

std::atomic<int64_t> clock_now{1000 * kSecond};

}  // namespace

warifu_endpoint endpoint(const char* address, uint16_t port) {
  warifu_endpoint made{};
  made.port = port;
  if (inet_pton(AF_INET6, address, made.address) == 1) return made;
  made.address[10] = made.address[11] = 0xFF;
  REQUIRE(inet_pton(AF_INET, address, made.address + 12) == 1);
  return made;
}

DecisionRecord sample_refusal() {
  DecisionRecord record;
  record.time = 1'767'225'599'000'001'000;  // 2025-12-31T23:59:59.000001Z
  record.service = "postgresql";
  record.verdict = WARIFU_REFUSED;
  record.would = WARIFU_REFUSED;
  record.code = WARIFU_FAIL;
  record.has_uid = true;
  record.has_gid = true;
  record.uid = 10042;
  record.gid = 10043;
  record.owner_name = "wpshop";
  record.domain = "web";
  record.source = WARIFU_SOURCE_SAVED_SYN;
  record.outcome = WARIFU_OUTCOME_OWNER;
  record.has_peer = true;
  record.peer = endpoint("10.0.0.1", 40000);
  record.local = endpoint("2001:db8::1", 5432);
  record.account = "shop";
  record.resource = "shopdb";
  record.reason_id = "uid_allowlist.not-listed";
  record.reason = "uid 10042 is not in uids";
  record.file = "/etc/warifu/stacks/postgresql.toml";
  record.line = 12;
  record.module = "uid_allowlist";
  record.latency_us = 17;
  record.generation = 3;
  record.has_claim = true;
  return record;
}

DecisionRecord sample_pass() {
  DecisionRecord record = sample_refusal();
  record.verdict = record.would = WARIFU_PASSED;
  record.code = WARIFU_PASS;
  record.reason_id = "stack.pass";
  return record;
}

std::string json_of(const DecisionRecord& record) {
  Line line;
  append_json(line, record);
  REQUIRE_FALSE(line.full());
  return std::string(line.view());
}

std::string sentence_of(const DecisionRecord& record) {
  Line line;
  append_sentence(line, record);
  REQUIRE_FALSE(line.full());
  return std::string(line.view());
}

Folder::Folder() : path_(std::filesystem::temp_directory_path() / "warifu-log.XXXXXX") {
  REQUIRE(mkdtemp(path_.data()) != nullptr);
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string Folder::path(std::string_view name) const {
  return path_ + "/" + std::string(name);
}

std::string contents_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> lines_of(const std::string& path) {
  std::istringstream text(contents_of(path));
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);)
    lines.push_back(line);
  return lines;
}

Daemon::Daemon(const std::string& path)
    : socket_(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  REQUIRE(path.size() < sizeof(address.sun_path));
  path.copy(address.sun_path, path.size());
  REQUIRE(bind(socket_.get(), reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0);
}

std::string Daemon::next() {
  std::string datagram(65536, '\0');
  const ssize_t length = recv(socket_.get(), datagram.data(), datagram.size(), 0);
  datagram.resize(length < 0 ? 0 : static_cast<size_t>(length));
  return datagram;
}

std::vector<std::string> Daemon::all() {
  std::vector<std::string> datagrams;
  for (std::string one; !(one = next()).empty();)
    datagrams.push_back(one);
  return datagrams;
}

void set_clock(int64_t now) {
  clock_now = now;
}

int64_t read_clock() {
  return clock_now;
}

LogEnvironment empty_environment(const Folder& folder) {
  LogEnvironment environment;
  environment.journal = folder.path("no-journal");
  environment.syslog = folder.path("no-syslog");
  environment.error_stream = -1;
  environment.clock = read_clock;
  return environment;
}

LogConfig to_file(const std::string& path, uint32_t refusals_per_second) {
  LogConfig config;
  config.sink = LogSink::kFile;
  config.file = path;
  config.refusals_per_second = refusals_per_second;
  return config;
}

std::unique_ptr<DecisionLog> open_log(const LogEnvironment& environment, const LogConfig& config,
                                      std::shared_ptr<RefusalMeter> meter) {
  if (!meter) meter = RefusalMeter::make().value();
  auto log = open_decision_log_in(environment, {.service = "postgresql", .config = &config}, meter);
  INFO((log ? std::string() : log.error().text));
  REQUIRE(log);
  return std::move(*log);
}

int wait_for(pid_t child) {
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace warifu::test
