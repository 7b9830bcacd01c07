// SPDX-License-Identifier: MIT
#include "core/trust/judge.h"

#include <catch2/catch.hpp>

using namespace warifu;

namespace {

struct stat status(mode_t mode, uid_t owner = 0) {
  struct stat status = {};
  status.st_mode = mode;
  status.st_uid = owner;
  return status;
}

const Component kOnWay{"/a", Position::kOnTheWay, Target::kFile, false};
const Component kOnWayInShared{"/tmp/a", Position::kOnTheWay, Target::kFile, true};
const Component kFile{"/a/f", Position::kLast, Target::kFile, false};
const Component kFileInShared{"/tmp/f", Position::kLast, Target::kFile, true};
const Component kFolder{"/a", Position::kLast, Target::kFolder, false};

bool trusted(const Component& component, const struct stat& status, TrustPolicy policy = {}) {
  return !fault_of(component, status, policy).has_value();
}

}  // namespace

TEST_CASE("root's files and folders that only root writes are trusted") {
  REQUIRE(trusted(kOnWay, status(S_IFDIR | 0755)));
  REQUIRE(trusted(kOnWay, status(S_IFDIR | 0700)));
  REQUIRE(trusted(kFile, status(S_IFREG | 0644)));
  REQUIRE(trusted(kFile, status(S_IFREG | 0755)));
  REQUIRE(trusted(kFolder, status(S_IFDIR | 0755)));
}

TEST_CASE("others' are not, unless the policy names that user") {
  for (const Component& component : {kOnWay, kFolder}) {
    REQUIRE_FALSE(trusted(component, status(S_IFDIR | 0755, 1000)));
    REQUIRE_FALSE(trusted(component, status(S_IFDIR | 0755, 1000), TrustPolicy{1001}));
    REQUIRE(trusted(component, status(S_IFDIR | 0755, 1000), TrustPolicy{1000}));
    REQUIRE(trusted(component, status(S_IFDIR | 0755, 0), TrustPolicy{1000}));
  }
  REQUIRE_FALSE(trusted(kFile, status(S_IFREG | 0644, 1000)));
  REQUIRE(trusted(kFile, status(S_IFREG | 0644, 1000), TrustPolicy{1000}));
}

TEST_CASE("write permission of group or others ends trust") {
  for (const mode_t bits : {0020, 0002, 0022}) {
    REQUIRE_FALSE(trusted(kOnWay, status(S_IFDIR | 0755 | bits)));
    REQUIRE_FALSE(trusted(kFile, status(S_IFREG | 0644 | bits)));
    REQUIRE_FALSE(trusted(kFolder, status(S_IFDIR | 0755 | bits)));
    REQUIRE_FALSE(trusted(kFile, status(S_IFREG | S_ISVTX | 0644 | bits)));
  }
}

TEST_CASE("root's sticky folder is a way only to a private folder") {
  REQUIRE(trusted(kOnWay, status(S_IFDIR | S_ISVTX | 0777)));
  REQUIRE(trusted(kOnWay, status(S_IFDIR | S_ISVTX | 0775)));
  REQUIRE_FALSE(trusted(kOnWay, status(S_IFDIR | 0777)));  // not sticky
  REQUIRE_FALSE(trusted(kOnWay, status(S_IFDIR | S_ISVTX | 0777, 1000), TrustPolicy{1000}));
  REQUIRE_FALSE(trusted(kFolder, status(S_IFDIR | S_ISVTX | 0777)));  // not the end of a way
  REQUIRE(trusted(kOnWayInShared, status(S_IFDIR | 0755)));
  REQUIRE_FALSE(trusted(kOnWayInShared, status(S_IFDIR | 0755, 1000)));
  REQUIRE_FALSE(trusted(kOnWayInShared, status(S_IFDIR | 0775)));
  REQUIRE_FALSE(trusted(kOnWayInShared, status(S_IFDIR | S_ISVTX | 0777)));
  REQUIRE_FALSE(trusted(kFileInShared, status(S_IFREG | 0644)));
}

TEST_CASE("only regular files are files, and only folders lead on") {
  for (const mode_t type : {S_IFIFO, S_IFCHR, S_IFBLK, S_IFSOCK, S_IFLNK, S_IFDIR}) {
    REQUIRE_FALSE(trusted(kFile, status(type | 0600)));
  }
  for (const mode_t type : {S_IFIFO, S_IFCHR, S_IFBLK, S_IFSOCK, S_IFLNK, S_IFREG}) {
    REQUIRE_FALSE(trusted(kOnWay, status(type | 0600)));
    REQUIRE_FALSE(trusted(kFolder, status(type | 0600)));
  }
}

TEST_CASE("a secret that others may read is none; the group may") {
  REQUIRE_FALSE(secrecy_fault_of("/k", status(S_IFREG | 0640)));
  REQUIRE_FALSE(secrecy_fault_of("/k", status(S_IFREG | 0400)));
  REQUIRE(secrecy_fault_of("/k", status(S_IFREG | 0644)));
  REQUIRE(secrecy_fault_of("/k", status(S_IFREG | 0604)));
}

TEST_CASE("each fault says what is wrong and what to run") {
  const auto text = [](const Component& component, const struct stat& s, TrustPolicy policy = {}) {
    return trust_text("/a/f", component.path, fault_of(component, s, policy).value());
  };
  REQUIRE(text(kOnWay, status(S_IFDIR | 0777)) ==
          "/a/f: /a is writable by group and others; run: chmod go-w /a");
  REQUIRE(text(kOnWay, status(S_IFDIR | 0775)) ==
          "/a/f: /a is writable by group; run: chmod g-w /a");
  REQUIRE(text(kFile, status(S_IFREG | 0646)) == "/a/f is writable by others; run: chmod o-w /a/f");
  REQUIRE(text(kFile, status(S_IFREG | 0644, 1000)) ==
          "/a/f is owned by uid 1000, not by root; make sure of its content, then run: "
          "chown root /a/f");
  REQUIRE(text(kFile, status(S_IFREG | 0644, 1000), TrustPolicy{1001}) ==
          "/a/f is owned by uid 1000, not by root or uid 1001; make sure of its content, then "
          "run: chown root /a/f");
  REQUIRE(text(kOnWay, status(S_IFLNK | 0777)) ==
          "/a/f: /a is a symbolic link; name what it points to instead");
}
