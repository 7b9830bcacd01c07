// SPDX-License-Identifier: MIT
#include "tests/unit/replay/fixture.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace hmac_owner {

ReplayFolder::ReplayFolder() {
  // As /run is a tmpfs; where there is none, a disk will do.
  const bool in_memory = ::access("/dev/shm", W_OK | X_OK) == 0;
  parent_ = std::string(in_memory ? "/dev/shm" : "/tmp") + "/warifu-replay-XXXXXX";
  if (::mkdtemp(parent_.data()) == nullptr) throw std::runtime_error("mkdtemp");
  path_ = parent_ + "/postgresql";
  if (::chmod(parent_.c_str(), 0755) != 0 || ::mkdir(path_.c_str(), 0700) != 0) {
    throw std::runtime_error("mkdir");
  }
  TestHost::reset();
}

ReplayFolder::~ReplayFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(parent_, ignored);
}

HostClock TestHost::clock;
Moment TestHost::moment;

void TestHost::reset() {
  moment = {static_cast<int64_t>(kSomeEpoch) * 64, 1'000'000};
  clock = {{0x1111, 0x2222}, [] { return moment; }};
}

ReplayAnswer TestClaim::ask(ReplayCache& cache) const {
  std::array<uint8_t, 15> bytes{};
  const uint64_t parts[] = {SipHash::of(mac, {epoch, 1}), SipHash::of(mac, {epoch, 2})};
  for (size_t i = 0; i < bytes.size(); ++i) {
    bytes.at(i) = static_cast<uint8_t>(parts[i / 8] >> (8 * (i % 8)));
  }
  ReplayClaim claim;
  claim.mac = std::span<const uint8_t>(bytes).first(proof ? 15 : 7);
  claim.ctl = proof ? 0x63 : 0x53;
  claim.socket_cookie = cookie;
  claim.domain = domain;
  claim.uid = uid;
  claim.epoch = epoch;
  return cache.admit(claim);
}

std::unique_ptr<ReplayCache> open_cache(const ReplayFolder& folder, size_t capacity) {
  return std::make_unique<FileReplayCache>(folder.path(), capacity, TestHost::read);
}

std::string fault_in(const std::string& folder) {
  FileReplayCache cache(folder, kSmall, TestHost::read);
  return TestClaim{}.ask(cache) == ReplayAnswer::kUnusable ? cache.why_unusable() : "";
}

int in_child(const std::function<int()>& body) {
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("fork");
  if (child == 0) ::_exit(body());
  int status = 0;
  if (::waitpid(child, &status, 0) != child) throw std::runtime_error("waitpid");
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int as_stranger(const std::function<int()>& body) {
  return in_child([&body] {
    if (::setresgid(kStranger, kStranger, kStranger) != 0) return 90;
    if (::setresuid(kStranger, kStranger, kStranger) != 0) return 91;
    return body();
  });
}

bool am_root() {
  return ::geteuid() == 0;
}

}  // namespace hmac_owner
