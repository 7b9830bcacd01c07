// SPDX-License-Identifier: MIT
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/xattr.h>

#include <catch2/catch.hpp>
#include <cerrno>
#include <cstring>

#include "tests/unit/trust/scratch.h"

using namespace warifu;
using Catch::Matchers::Contains;

TEST_CASE("a file of a trusted owner in trusted folders is read") {
  const Scratch scratch;
  scratch.folder("a");
  scratch.folder("a/b", 0700);
  const std::string path = scratch.file("a/b/f", "content");
  const auto file = open_trusted_file(path, own_policy(), Secrecy::kPublic);
  REQUIRE(file);
  REQUIRE(file->path() == path);
  REQUIRE(file->status().st_size == 7);
  REQUIRE(*file->read(7) == "content");
  REQUIRE(*file->read(1000) == "content");  // again, from the start
  REQUIRE((::fcntl(file->fd(), F_GETFD) & FD_CLOEXEC) != 0);
}

TEST_CASE("an empty file is empty, and NUL bytes are content") {
  const Scratch scratch;
  REQUIRE(opened(scratch.file("empty", "")).empty());
  const std::string bytes("a\0b", 3);
  REQUIRE(opened(scratch.file("nul", bytes)) == bytes);
}

TEST_CASE("a file longer than the limit is an error") {
  const Scratch scratch;
  const auto file = open_trusted_file(scratch.file("f", "12345"), own_policy(), Secrecy::kPublic);
  REQUIRE(file->read(5));
  REQUIRE_THAT(file->read(4).error().text, Contains("has 5 bytes; at most 4 are read"));
}

TEST_CASE("what does not exist is unavailable, everything else is configuration") {
  const Scratch scratch;
  const auto kind = [](const std::string& path) {
    const auto file = open_trusted_file(path, own_policy(), Secrecy::kPublic);
    return file.error().kind;
  };
  REQUIRE(kind(scratch / "none") == ErrorKind::kUnavailable);
  REQUIRE(kind(scratch / "none/f") == ErrorKind::kUnavailable);
  REQUIRE(kind(scratch.file("w", "", 0666)) == ErrorKind::kConfiguration);
  REQUIRE(kind((scratch / "w") + "/below") == ErrorKind::kConfiguration);
  REQUIRE(kind("relative") == ErrorKind::kConfiguration);
  REQUIRE(kind("") == ErrorKind::kConfiguration);
}

TEST_CASE("a dangling link is refused, and not taken for a file that does not exist") {
  const Scratch scratch;
  std::filesystem::create_symlink("nowhere", scratch / "l");
  const auto file = open_trusted_file(scratch / "l", own_policy(), Secrecy::kPublic);
  REQUIRE(file.error().kind == ErrorKind::kConfiguration);
  REQUIRE_THAT(file.error().text, Contains("l is a symbolic link"));
}

TEST_CASE("paths that are not plain are refused") {
  const Scratch scratch;
  scratch.folder("a");
  const std::string path = scratch.file("f", "content");
  REQUIRE(opened(path) == "content");
  REQUIRE_THAT(opened(scratch / "./f"), Contains("has a component \".\""));
  REQUIRE_THAT(opened(scratch / "a/../f"), Contains("has a component \"..\""));
  REQUIRE_THAT(opened(path + std::string("\0x", 2)), Contains("holds a NUL byte"));
  REQUIRE_THAT(opened(path + "/" + std::string(5000, 'x')), Contains("is too long"));
  REQUIRE_THAT(opened("f"), Contains("is not absolute"));
  REQUIRE_THAT(opened("/"), Contains("is not a regular file"));
  REQUIRE_THAT(opened(scratch / std::string(300, 'x')), Contains("cannot be opened"));
}

TEST_CASE("links are refused wherever they stand, also root's own") {
  const Scratch scratch;
  scratch.folder("real");
  const std::string path = scratch.file("real/f", "content");
  std::filesystem::create_directory_symlink("real", scratch / "linked");
  std::filesystem::create_symlink(path, scratch / "f");
  REQUIRE_THAT(opened(scratch / "linked/f"), Contains("linked is a symbolic link"));
  REQUIRE_THAT(opened(scratch / "f"), Contains("f is a symbolic link; name what it points to"));
  REQUIRE_THAT(opened("/proc/self/exe"), Contains("is a symbolic link"));
  REQUIRE_THAT(opened("/proc/1/root/etc/passwd"), !Contains("root:"));
}

TEST_CASE("what group or others may write is refused, file or folder") {
  const Scratch scratch;
  for (const mode_t bits : {0020, 0002, 0022}) {
    REQUIRE_THAT(opened(scratch.file("f", "content", 0644 | bits)), Contains("is writable by"));
    const std::string folder = scratch.folder("d", 0755 | bits);
    scratch.file("d/f", "content");
    REQUIRE_THAT(opened(scratch / "d/f"), Contains(folder + " is writable by"));
  }
}

TEST_CASE("a sticky bit helps only root's folders") {
  const Scratch scratch;
  const std::string d = scratch.folder("d", 01777);
  scratch.folder("d/private");
  scratch.file("d/private/f", "content");
  if (am_root()) {
    REQUIRE(opened(scratch / "d/private/f") == "content");
  } else {
    REQUIRE_THAT(opened(scratch / "d/private/f"), Contains("d is writable by"));
  }
}

TEST_CASE("files and folders of other users are refused") {
  WARIFU_SKIP_UNLESS_ROOT();
  const Scratch scratch;
  REQUIRE_THAT(opened(scratch.file("f", "content", 0644, kStranger)),
               Contains("f is owned by uid 65533, not by root"));
  scratch.folder("d");
  scratch.file("d/f", "content");
  Scratch::set(scratch / "d", 0755, kStranger);
  REQUIRE_THAT(opened(scratch / "d/f"), Contains("d is owned by uid 65533, not by root"));
  const TrustPolicy stranger{kStranger};
  REQUIRE(opened(scratch / "f", Secrecy::kPublic, stranger) == "content");
  REQUIRE(opened(scratch / "d/f", Secrecy::kPublic, stranger) == "content");
  REQUIRE_THAT(opened(scratch / "f", Secrecy::kPublic, TrustPolicy{kStranger - 1}),
               Contains("not by root or uid 65532"));
}

TEST_CASE("what is no regular file is refused, and a FIFO does not make us wait") {
  const Scratch scratch;
  REQUIRE(::mkfifo((scratch / "fifo").c_str(), 0600) == 0);
  REQUIRE_THAT(opened(scratch / "fifo"), Contains("is not a regular file"));
  REQUIRE_THAT(opened(scratch.folder("d")), Contains("is not a regular file"));
  REQUIRE_THAT(opened("/dev/null"), Contains("is not a regular file"));
  REQUIRE_THAT(opened((scratch / "fifo") + "/x"), Contains("is not a folder"));

  const UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{AF_UNIX, {}};
  std::strncpy(address.sun_path, (scratch / "s").c_str(), sizeof(address.sun_path) - 1);
  REQUIRE(::bind(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0);
  REQUIRE(::chmod((scratch / "s").c_str(), 0600) == 0);
  REQUIRE_THAT(opened(scratch / "s"), Contains("is not a regular file"));
}

TEST_CASE("a secret is refused where others may read it") {
  const Scratch scratch;
  REQUIRE_THAT(opened(scratch.file("k", "secret"), Secrecy::kSecret),
               Contains("is a secret that others may read; run: chmod o-r"));
  REQUIRE(opened(scratch.file("k", "secret", 0640), Secrecy::kSecret) == "secret");
  REQUIRE(opened(scratch.file("k", "secret", 0600), Secrecy::kSecret) == "secret");
  REQUIRE_THAT(opened(scratch.file("k", "secret", 0660), Secrecy::kSecret),
               Contains("writable by group"));
}

namespace {

// An ACL of: owner rw-, user:65533 `permissions`, group r--, mask `permissions`, others ---.
bool let_stranger(const std::string& path, uint16_t permissions) {
  struct Entry {
    uint16_t tag, permissions;
    uint32_t id;
  };
  const struct {
    uint32_t version = 2;
    Entry entries[5];
  } acl = {2,
           {{0x01, 6, ~0u},
            {0x02, permissions, kStranger},
            {0x04, 4, ~0u},
            {0x10, permissions, ~0u},
            {0x20, 0, ~0u}}};
  return ::setxattr(path.c_str(), "system.posix_acl_access", &acl, sizeof(acl), 0) == 0;
}

}  // namespace

TEST_CASE("an ACL that lets somebody write is refused, as its mask shows it") {
  const Scratch scratch;
  const std::string path = scratch.file("f", "content");
  if (!let_stranger(path, 6)) {
    WARN("skipped: no POSIX ACLs in /tmp: " << std::strerror(errno));
    return;
  }
  REQUIRE_THAT(opened(path), Contains("f is writable by group; run: chmod g-w"));
  REQUIRE(let_stranger(path, 4));
  REQUIRE(opened(path) == "content");
}

TEST_CASE("the descriptor stays what was judged, whatever becomes of the path") {
  const Scratch scratch;
  const std::string path = scratch.file("f", "judged");
  const auto file = open_trusted_file(path, own_policy(), Secrecy::kPublic);
  scratch.file("other", "swapped");
  std::filesystem::rename(scratch / "other", path);
  REQUIRE(*file->read(100) == "judged");
}

TEST_CASE("a file whose length is not what it says is an error") {
  // Files of /proc say 0 and hold more: what they give was never announced.
  const auto file = open_trusted_file("/proc/version", TrustPolicy{}, Secrecy::kPublic);
  REQUIRE(file);
  REQUIRE_THAT(file->read(1 << 20).error().text, Contains("changed while it was read"));
}

TEST_CASE("no descriptor is left open, refused or not") {
  const Scratch scratch;
  scratch.file("f", "content");
  scratch.file("w", "content", 0666);
  const auto open_descriptors = [] {
    return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
  };
  const auto before = open_descriptors();
  for (const char* name : {"f", "w", "none", "f/below"})
    (void)opened(scratch / name);
  (void)list_trusted_folder(scratch.path(), own_policy());
  (void)list_trusted_folder(scratch / "f", own_policy());
  REQUIRE(open_descriptors() == before);
}
