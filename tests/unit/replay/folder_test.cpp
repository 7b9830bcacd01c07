// SPDX-License-Identifier: MIT
// Folders that are no place for a cache.
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "modules/hmac_owner/replay/private_folder.h"
#include "tests/unit/replay/fixture.h"

using namespace hmac_owner;
using Catch::Matchers::Contains;

TEST_CASE("a folder that is not there is no cache, until it is") {
  const ReplayFolder folder;
  const std::string path = folder.parent() + "/redis";
  const auto cache = std::make_unique<FileReplayCache>(path, kSmall, TestHost::read);
  CHECK(TestClaim{}.ask(*cache) == ReplayAnswer::kUnusable);
  CHECK_THAT(cache->why_unusable(), Contains(path) && Contains("does not exist"));
  REQUIRE(::mkdir(path.c_str(), 0700) == 0);
  CHECK(TestClaim{}.ask(*cache) == ReplayAnswer::kUnusable);  // not tried again within a second
  for (int tries = 0; tries < 100 && TestClaim{}.ask(*cache) != ReplayAnswer::kAdmitted; ++tries) {
    ::usleep(100'000);
  }
  CHECK(TestClaim{}.ask(*cache) == ReplayAnswer::kAdmitted);
}

TEST_CASE("a folder must have mode 0700") {
  const ReplayFolder folder;
  const auto mode = GENERATE(0750U, 0710U, 0701U, 0705U, 0770U, 0777U, 01700U, 02700U, 0500U);
  REQUIRE(::chmod(folder.path().c_str(), mode) == 0);
  CHECK_THAT(fault_in(folder.path()), Contains(folder.path()) && Contains("chmod"));
  CHECK(::access(folder.claims().c_str(), F_OK) != 0);
}

TEST_CASE("a folder must be a folder") {
  const ReplayFolder folder;
  const std::string path = folder.parent() + "/file";
  std::ofstream(path) << "x";
  CHECK_THAT(fault_in(path), Contains("is not a folder"));
  CHECK_THAT(fault_in("relative/path"), Contains("is not absolute"));
  CHECK_THAT(fault_in(folder.path() + "/../postgresql"), Contains("\"..\""));
}

TEST_CASE("a folder is not reached through a link") {
  const ReplayFolder folder;
  const std::string link = folder.parent() + "/link";
  REQUIRE(::symlink(folder.path().c_str(), link.c_str()) == 0);
  CHECK_THAT(fault_in(link), Contains("symbolic link"));
  REQUIRE(::unlink(link.c_str()) == 0);
  REQUIRE(::symlink(folder.parent().c_str(), link.c_str()) == 0);
  CHECK_THAT(fault_in(link + "/postgresql"), Contains("symbolic link"));
}

TEST_CASE("nobody else may write where the folder is") {
  const ReplayFolder folder;
  REQUIRE(::chmod(folder.parent().c_str(), 0775) == 0);
  CHECK_THAT(fault_in(folder.path()), Contains("is writable by group"));
  REQUIRE(::chmod(folder.parent().c_str(), 0757) == 0);
  CHECK_THAT(fault_in(folder.path()), Contains("is writable by others"));
}

TEST_CASE("somebody else's folder is no cache of this server's") {
  WARIFU_SKIP_UNLESS_ROOT();
  const ReplayFolder folder;
  REQUIRE(::chown(folder.path().c_str(), kStranger, kStranger) == 0);
  CHECK_THAT(fault_in(folder.path()), Contains("is owned by uid 65533"));
  CHECK(::access(folder.claims().c_str(), F_OK) != 0);
}

TEST_CASE("a server that is not root uses its own folder, and no other") {
  WARIFU_SKIP_UNLESS_ROOT();
  const ReplayFolder folder;
  CHECK(as_stranger([&] { return fault_in(folder.path()).empty() ? 1 : 0; }) == 0);
  REQUIRE(::chown(folder.path().c_str(), kStranger, kStranger) == 0);
  CHECK(as_stranger([&] {
          const auto cache = open_cache(folder);
          if (TestClaim{.mac = 1, .cookie = 7}.ask(*cache) != ReplayAnswer::kAdmitted) return 1;
          const auto again = open_cache(folder);
          return TestClaim{.mac = 1, .cookie = 8}.ask(*again) == ReplayAnswer::kReplayed ? 0 : 2;
        }) == 0);
  struct stat status = {};
  REQUIRE(::stat(folder.claims().c_str(), &status) == 0);
  CHECK(status.st_uid == kStranger);
  CHECK((status.st_mode & 07777) == 0600);
}

TEST_CASE("a parent that somebody else owns could be pointed elsewhere") {
  WARIFU_SKIP_UNLESS_ROOT();
  const ReplayFolder folder;
  REQUIRE(::chown(folder.parent().c_str(), kStranger, kStranger) == 0);
  CHECK_THAT(fault_in(folder.path()), Contains("is owned by uid 65533"));
}

TEST_CASE("the folder's lock keeps threads and children out, and ends with its holder") {
  const ReplayFolder folder;
  const auto opened = open_private_folder(folder.path());
  REQUIRE(opened);
  const auto try_it = [&] { return FolderLock().try_lock(opened->get()); };
  {
    FolderLock held;
    REQUIRE(held.try_lock(opened->get()) == 0);
    CHECK(try_it() == EWOULDBLOCK);
    CHECK(in_child([&] { return try_it() == EWOULDBLOCK ? 0 : 1; }) == 0);
  }
  CHECK(try_it() == 0);
  CHECK(in_child([&] {
          FolderLock lock;
          (void)lock.try_lock(opened->get());
          return ::kill(::getpid(), SIGKILL);
        }) == 128 + SIGKILL);
  CHECK(try_it() == 0);
}

TEST_CASE("the folder's lock ends with its holder though a child has a copy of the descriptor") {
  const ReplayFolder folder;
  const auto opened = open_private_folder(folder.path());
  REQUIRE(opened);
  auto held = std::make_unique<FolderLock>();
  REQUIRE(held->try_lock(opened->get()) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::pause();
    ::_exit(0);
  }
  held.reset();
  CHECK(FolderLock().try_lock(opened->get()) == 0);
  CHECK(::kill(child, SIGKILL) == 0);
  CHECK(::waitpid(child, nullptr, 0) == child);
}
