// SPDX-License-Identifier: MIT
// The machine's own secrets and users. Files must be root's, so root is needed.
#include "kernel/agent/config_sources.h"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

using namespace warifu;
using namespace warifu::agent;
using Catch::Contains;

namespace {

constexpr const char* kHex = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

struct Folder {
  Folder() {
    char name[] = "/tmp/warifu-secrets-XXXXXX";
    path = ::mkdtemp(name);
  }
  ~Folder() { std::filesystem::remove_all(path); }
  void write(const std::string& name, const std::string& text, mode_t mode) const {
    const std::string file = path + "/" + name;
    std::ofstream(file) << text;
    ::chmod(file.c_str(), mode);
  }
  std::string path;
};

std::string mistake(const Folder& folder, const std::string& name) {
  const auto secret = machine_sources(folder.path).secret(name);
  REQUIRE_FALSE(secret);
  return secret.error().text;
}

bool is_root() {
  if (::geteuid() == 0) return true;
  WARN("SKIP: root is needed");
  return false;
}

}  // namespace

TEST_CASE("a secret is found beside the configuration, or by its whole path", "[secrets]") {
  if (!is_root()) return;
  const Folder folder;
  folder.write("a.key", std::string(kHex) + "\n", 0640);
  const auto sources = machine_sources(folder.path);
  REQUIRE(sources.secret("a.key"));
  CHECK(sources.secret("a.key")->bytes()[31] == 0x1f);
  CHECK(sources.secret(folder.path + "/a.key"));
}

TEST_CASE("a secret that others can read or write is none", "[secrets]") {
  if (!is_root()) return;
  const Folder folder;
  folder.write("read", kHex, 0644);
  CHECK_THAT(mistake(folder, "read"),
             Contains("others may read") && Contains("replace the secret"));
  folder.write("write", kHex, 0660);
  CHECK_THAT(mistake(folder, "write"), Contains("writable by group"));
  folder.write("owner", kHex, 0600);
  REQUIRE(::chown((folder.path + "/owner").c_str(), 12345, 0) == 0);
  CHECK_THAT(mistake(folder, "owner"), Contains("owned by uid 12345"));
}

TEST_CASE("a link, a folder or nothing is no secret", "[secrets]") {
  if (!is_root()) return;
  const Folder folder;
  folder.write("a.key", kHex, 0600);
  std::filesystem::create_symlink("a.key", folder.path + "/link");
  CHECK_THAT(mistake(folder, "link"), Contains("symbolic link"));
  CHECK_THAT(mistake(folder, "../../etc/shadow"), Contains("\"..\""));
  CHECK_THAT(mistake(folder, "missing"), Contains("does not exist"));
  CHECK_FALSE(machine_sources(folder.path).secret(""));
  CHECK_FALSE(machine_sources(folder.path).secret("."));
}

TEST_CASE("what is wrong with a secret is told without any of it", "[secrets]") {
  if (!is_root()) return;
  const Folder folder;
  for (const std::string& text :
       {std::string("c0ffee"), std::string(kHex) + "c0ffee",
        std::string(kHex).replace(10, 6, "zzzzzz"), std::string(64, '0')}) {
    folder.write("bad", text, 0600);
    const std::string told = mistake(folder, "bad");
    CHECK_THAT(told, Contains(folder.path + "/bad") && Contains("64 hexadecimal digits"));
    CHECK_THAT(told, !Contains("c0ffee") && !Contains("zz") && !Contains("00000"));
  }
  folder.write("long", std::string(5000, 'a'), 0600);
  CHECK_THAT(mistake(folder, "long"), !Contains("aaaa"));
}

TEST_CASE("users are looked up by name", "[secrets]") {
  const auto sources = machine_sources("/");
  CHECK(sources.uid_of("root") == 0u);
  CHECK_FALSE(sources.uid_of("no-such-user-of-warifu"));
}
