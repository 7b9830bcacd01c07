// SPDX-License-Identifier: MIT
// Memory and disk: what an epoch takes, what it gives back, and a file system that is full.
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "tests/unit/replay/fixture.h"

using namespace hmac_owner;
using Catch::Matchers::Contains;

namespace {

uint64_t room_of(const std::string& path) {
  struct stat status = {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return static_cast<uint64_t>(status.st_blocks) * 512;
}

void fill(ReplayCache& cache, uint64_t epoch, uint64_t count) {
  for (uint64_t i = 0; i < count; ++i) {
    const TestClaim claim{
        .mac = i, .cookie = i + 1, .epoch = epoch, .uid = static_cast<uint32_t>(i % 20)};
    REQUIRE(claim.ask(cache) == ReplayAnswer::kAdmitted);
  }
}

// In a mount namespace of its own, over the parent: gone with the child.
int with_small_tmpfs(const std::string& parent, const char* options,
                     const std::function<int()>& body) {
  return in_child([&] {
    if (::unshare(CLONE_NEWNS) != 0) return 77;
    if (::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return 77;
    if (::mount("tmpfs", parent.c_str(), "tmpfs", 0, options) != 0) return 77;
    return body();
  });
}

}  // namespace

TEST_CASE("a quiet server's file stays small, and a busy epoch is given back when forgotten") {
  const ReplayFolder folder;
  const auto cache = open_cache(folder, ReplayCache::kDefaultCapacity);
  for (uint64_t i = 0; i < 2 * kRegions; ++i)
    fill(*cache, kSomeEpoch + i, 100);
  // 16 KiB an epoch, and some room for chance: the next level has four times that.
  constexpr uint64_t kQuiet = kPage * 2 + kRegions * 16 * 1024 + 4 * 64 * 1024;
  CHECK(room_of(folder.claims()) <= kQuiet);
  fill(*cache, kSomeEpoch + 2 * kRegions, 20'000);
  CHECK(room_of(folder.claims()) >= kQuiet + 256 * 1024);
  for (uint64_t i = 1; i <= kRegions; ++i)
    fill(*cache, kSomeEpoch + 2 * kRegions + i, 1);
  CHECK(room_of(folder.claims()) <= kQuiet);
}

TEST_CASE("a full file system refuses, and does not kill") {
  WARIFU_SKIP_UNLESS_ROOT();
  const ReplayFolder folder;
  const int result = with_small_tmpfs(folder.parent(), "size=256k,mode=755", [&] {
    if (::mkdir(folder.path().c_str(), 0700) != 0) return 77;
    const auto cache = open_cache(folder, ReplayCache::kDefaultCapacity);
    uint64_t refused_at = 0;
    for (uint64_t i = 1; i < 100'000 && refused_at == 0; ++i) {
      const auto answer = TestClaim{.mac = i, .uid = static_cast<uint32_t>(i)}.ask(*cache);
      if (answer == ReplayAnswer::kUnusable) refused_at = i;
      if (answer != ReplayAnswer::kUnusable && answer != ReplayAnswer::kAdmitted) return 1;
    }
    if (refused_at < 100) return 2;
    if (cache->why_unusable().find("No space left") == std::string::npos) return 3;
    for (uint64_t i = 1; i < refused_at; ++i) {
      if (TestClaim{.mac = i, .cookie = 9}.ask(*cache) != ReplayAnswer::kReplayed) return 4;
    }
    for (uint64_t epoch = kSomeEpoch + 1; epoch < kSomeEpoch + 100; ++epoch) {
      (void)TestClaim{.mac = 1, .epoch = epoch}.ask(*cache);
    }
    return 0;
  });
  if (result == 77) {
    WARN("SKIP: no mount namespace can be made here");
    return;
  }
  CHECK(result == 0);
}

TEST_CASE("a full file system gives no cache, and leaves nothing half made") {
  WARIFU_SKIP_UNLESS_ROOT();
  const ReplayFolder folder;
  // One page of three is the root folder's; the others are taken.
  const int result = with_small_tmpfs(folder.parent(), "size=8k,mode=755", [&] {
    if (::mkdir(folder.path().c_str(), 0700) != 0) return 77;
    FILE* filler = std::fopen((folder.parent() + "/filler").c_str(), "w");
    if (filler == nullptr) return 77;
    const std::string bytes(16384, 'x');
    (void)std::fwrite(bytes.data(), 1, bytes.size(), filler);
    (void)std::fclose(filler);
    const std::string fault = fault_in(folder.path());
    if (fault.find("cannot be made") == std::string::npos) return 1;
    struct stat status = {};
    return ::stat((folder.claims() + ".new").c_str(), &status) != 0 ? 0 : 2;
  });
  if (result == 77) {
    WARN("SKIP: no mount namespace can be made here");
    return;
  }
  CHECK(result == 0);
}

TEST_CASE("a limit on the length of files is an error, and not a signal") {
  const ReplayFolder folder;
  CHECK(in_child([&] {
          const struct rlimit limit = {8192, 8192};
          if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return 77;
          return fault_in(folder.path()).find("RLIMIT_FSIZE") != std::string::npos ? 0 : 1;
        }) == 0);
}
