// SPDX-License-Identifier: MIT
// Folders for replay caches, and what a tenant may have put in their place. Root is needed.
#include "kernel/agent/replay_folder.h"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

using namespace warifu;
using namespace warifu::agent;
using Catch::Contains;

namespace {

constexpr uint32_t kServer = 20910;
constexpr uint32_t kOther = 20911;

struct Place {
  Place() {
    char name[] = "/tmp/warifu-replay-XXXXXX";
    path = ::mkdtemp(name);
    parent = path + "/run/replay";
    service = parent + "/pg";
  }
  ~Place() { std::filesystem::remove_all(path); }
  std::string path, parent, service;
};

struct stat state_of(const std::string& path) {
  struct stat status {};
  REQUIRE(::lstat(path.c_str(), &status) == 0);
  return status;
}

void check_is_servers(const std::string& path) {
  const struct stat status = state_of(path);
  CHECK(status.st_uid == kServer);
  CHECK((status.st_mode & 07777) == 0700);
}

bool is_root() {
  if (::geteuid() == 0) return true;
  WARN("SKIP: root is needed");
  return false;
}

}  // namespace

TEST_CASE("the folder is the server's, what is above is root's", "[replay-folder]") {
  if (!is_root()) return;
  const Place place;
  const mode_t before = ::umask(077);
  REQUIRE(make_replay_folder(place.parent, "pg", kServer));
  ::umask(before);
  check_is_servers(place.service);
  for (const auto& above : {place.parent, place.path + "/run"}) {
    CHECK(state_of(above).st_uid == 0);
    CHECK((state_of(above).st_mode & 07777) == 0755);
  }
  REQUIRE(make_replay_folder(place.parent, "pg", kServer));
}

TEST_CASE("what is in it stays, and its mode is put right", "[replay-folder]") {
  if (!is_root()) return;
  const Place place;
  REQUIRE(make_replay_folder(place.parent, "pg", kServer));
  std::ofstream(place.service + "/cache") << "x";
  REQUIRE(::chmod(place.service.c_str(), 02777) == 0);
  REQUIRE(make_replay_folder(place.parent, "pg", kServer));
  check_is_servers(place.service);
  CHECK(std::filesystem::exists(place.service + "/cache"));
}

TEST_CASE("one that was made and never given away is given away", "[replay-folder]") {
  if (!is_root()) return;
  const Place place;
  std::filesystem::create_directories(place.service);
  REQUIRE(make_replay_folder(place.parent, "pg", kServer));
  check_is_servers(place.service);
}

TEST_CASE("a link in its place is refused, and what it leads to left alone", "[replay-folder]") {
  if (!is_root()) return;
  const Place place;
  std::filesystem::create_directories(place.parent);
  std::filesystem::create_directory(place.path + "/victim");
  std::filesystem::create_directory_symlink(place.path + "/victim", place.service);
  const auto done = make_replay_folder(place.parent, "pg", kServer);
  REQUIRE_FALSE(done);
  CHECK_THAT(done.error().text, Contains("is no folder"));
  CHECK(state_of(place.path + "/victim").st_uid == 0);
}

TEST_CASE("a file in its place is refused", "[replay-folder]") {
  if (!is_root()) return;
  const Place place;
  std::filesystem::create_directories(place.parent);
  std::ofstream(place.service) << "x";
  CHECK_FALSE(make_replay_folder(place.parent, "pg", kServer));
  CHECK(state_of(place.service).st_uid == 0);
}

TEST_CASE("a third user's folder is refused", "[replay-folder]") {
  if (!is_root()) return;
  const Place place;
  REQUIRE(make_replay_folder(place.parent, "pg", kOther));
  const auto done = make_replay_folder(place.parent, "pg", kServer);
  REQUIRE_FALSE(done);
  CHECK_THAT(done.error().text, Contains("belongs to uid 20911"));
  CHECK(state_of(place.service).st_uid == kOther);
}

TEST_CASE("a way that others can change is refused", "[replay-folder]") {
  if (!is_root()) return;
  const Place place;
  std::filesystem::create_directories(place.parent);
  REQUIRE(::chown(place.parent.c_str(), kOther, 0) == 0);
  CHECK_FALSE(make_replay_folder(place.parent, "pg", kServer));
  REQUIRE(::chown(place.parent.c_str(), 0, 0) == 0);
  REQUIRE(::chmod(place.parent.c_str(), 0777) == 0);
  CHECK_FALSE(make_replay_folder(place.parent, "pg", kServer));
  REQUIRE(::chmod(place.parent.c_str(), 0755) == 0);
  REQUIRE(::chmod((place.path + "/run").c_str(), 01777) == 0);
  CHECK_FALSE(std::filesystem::exists(place.service));
  std::filesystem::remove(place.parent);
  std::filesystem::create_directory_symlink("/etc", place.parent);
  CHECK_FALSE(make_replay_folder(place.parent, "pg", kServer));
  CHECK_FALSE(std::filesystem::exists("/etc/pg"));
}
