// SPDX-License-Identifier: MIT
// Files that the cache did not leave so.
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "core/posix/unique_fd.h"
#include "tests/unit/replay/fixture.h"

using namespace hmac_owner;
using Catch::Matchers::Contains;

namespace {

// A file that has seen a claim.
void use(const ReplayFolder& folder) {
  REQUIRE(TestClaim{.mac = 1, .cookie = 7}.ask(*open_cache(folder)) == ReplayAnswer::kAdmitted);
}

void overwrite(const std::string& path, uint64_t offset, uint8_t value) {
  const warifu::UniqueFd fd(::open(path.c_str(), O_WRONLY));
  REQUIRE(::pwrite(fd.get(), &value, 1, static_cast<off_t>(offset)) == 1);
}

}  // namespace

TEST_CASE("a file cut short or lengthened is not believed") {
  const ReplayFolder folder;
  use(folder);
  const auto whole = std::filesystem::file_size(folder.claims());
  const uint64_t size = GENERATE_COPY(uint64_t{0}, uint64_t{1}, uint64_t{100}, uint64_t{4096},
                                      whole - 1, whole + 1, whole * 2);
  REQUIRE(::truncate(folder.claims().c_str(), static_cast<off_t>(size)) == 0);
  CHECK_THAT(fault_in(folder.path()), Contains(folder.claims()) && Contains("four minutes later"));
  CHECK(std::filesystem::file_size(folder.claims()) == size);  // and is left as it is
}

TEST_CASE("a file with any byte of its fixed header changed is not believed") {
  const ReplayFolder folder;
  use(folder);
  const size_t fixed = offsetof(ClaimFileHeader, boot_id);
  for (size_t offset = 0; offset < fixed; ++offset) {
    std::string before(1, '\0');
    std::ifstream(folder.claims())
        .seekg(static_cast<std::streamoff>(offset))
        .read(before.data(), 1);
    overwrite(folder.claims(), offset, static_cast<uint8_t>(before[0] ^ 0x40));
    CAPTURE(offset);
    CHECK_THAT(fault_in(folder.path()), Contains("and is not emptied"));
    overwrite(folder.claims(), offset, static_cast<uint8_t>(before[0]));
  }
  CHECK(fault_in(folder.path()).empty());
}

TEST_CASE("a region that cannot be is not believed") {
  const ReplayFolder folder;
  use(folder);
  const uint64_t word = offsetof(ClaimFileHeader, region) + kSomeEpoch % kRegions * 8;
  SECTION("more levels than there are") {
    overwrite(folder.claims(), word + 3, 0x0f);
  }
  SECTION("more claims than fit") {
    overwrite(folder.claims(), word + 2, 0xff);
  }
  SECTION("one epoch in two regions") {
    std::ifstream file(folder.claims());
    for (uint64_t i = 0; i < 8; ++i) {
      const int byte = file.seekg(static_cast<std::streamoff>(word + i)).get();
      overwrite(folder.claims(), word - 8 + i, static_cast<uint8_t>(byte));
    }
  }
  SECTION("a mark that no clock reaches") {
    overwrite(folder.claims(), offsetof(ClaimFileHeader, highest_forgotten) + 7, 1);
  }
  CHECK_THAT(fault_in(folder.path()), Contains("is damaged"));
}

TEST_CASE("something else in the file's place is refused without waiting for it") {
  const ReplayFolder folder;
  const std::string claims = folder.claims();
  std::string wanted = "is not a regular file";
  SECTION("a FIFO") {
    REQUIRE(::mkfifo(claims.c_str(), 0600) == 0);
  }
  SECTION("a folder") {
    REQUIRE(::mkdir(claims.c_str(), 0700) == 0);
    wanted = "cannot be opened";
  }
  SECTION("a socket") {
    const warifu::UniqueFd fd(::socket(AF_UNIX, SOCK_STREAM, 0));
    sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = {}};
    claims.copy(address.sun_path, sizeof(address.sun_path) - 1);
    REQUIRE(::bind(fd.get(), reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0);
    wanted = "cannot be opened";
  }
  SECTION("an empty file") {
    std::ofstream(claims).flush();
    REQUIRE(::chmod(claims.c_str(), 0600) == 0);
    wanted = "shorter than its header";
  }
  SECTION("a link to nowhere") {
    REQUIRE(::symlink((folder.parent() + "/target").c_str(), claims.c_str()) == 0);
    wanted = "is a symbolic link";
  }
  CHECK_THAT(fault_in(folder.path()), Contains(wanted) && Contains("four minutes later"));
  CHECK_FALSE(std::filesystem::exists(folder.parent() + "/target"));
}

TEST_CASE("a good cache behind a link or a second name is refused") {
  const ReplayFolder folder;
  use(folder);
  const std::string elsewhere = folder.parent() + "/claims";
  SECTION("link") {
    std::filesystem::rename(folder.claims(), elsewhere);
    REQUIRE(::symlink(elsewhere.c_str(), folder.claims().c_str()) == 0);
    CHECK_THAT(fault_in(folder.path()), Contains("is a symbolic link"));
  }
  SECTION("second name") {
    REQUIRE(::link(folder.claims().c_str(), elsewhere.c_str()) == 0);
    CHECK_THAT(fault_in(folder.path()), Contains("hard link"));
  }
}

TEST_CASE("a file that others may touch is refused") {
  const ReplayFolder folder;
  use(folder);
  const auto mode = GENERATE(0640U, 0644U, 0660U, 0602U, 0700U, 04600U);
  REQUIRE(::chmod(folder.claims().c_str(), mode) == 0);
  CHECK_THAT(fault_in(folder.path()), Contains("another mode than 0600"));
}

TEST_CASE("somebody else's file is refused") {
  WARIFU_SKIP_UNLESS_ROOT();
  const ReplayFolder folder;
  use(folder);
  REQUIRE(::chown(folder.claims().c_str(), kStranger, kStranger) == 0);
  CHECK_THAT(fault_in(folder.path()), Contains("belongs to another user"));
}

TEST_CASE("a file taken away under a running server is noticed when the next epoch begins") {
  const ReplayFolder folder;
  const auto cache = open_cache(folder);
  REQUIRE(TestClaim{.mac = 1}.ask(*cache) == ReplayAnswer::kAdmitted);
  const TestClaim next{.mac = 1, .epoch = kSomeEpoch + 1};
  SECTION("removed") {
    REQUIRE(::unlink(folder.claims().c_str()) == 0);
  }
  SECTION("replaced") {
    REQUIRE(::unlink(folder.claims().c_str()) == 0);
    use(folder);
  }
  SECTION("shortened") {
    const auto size = std::filesystem::file_size(folder.claims());
    REQUIRE(::truncate(folder.claims().c_str(), static_cast<off_t>(size - 4096)) == 0);
  }
  CHECK(next.ask(*cache) == ReplayAnswer::kUnusable);
  CHECK_THAT(cache->why_unusable(), Contains(folder.claims()) && Contains("restart the server"));
}

TEST_CASE("what a process that died left of a new file is no obstacle") {
  const ReplayFolder folder;
  std::ofstream(folder.claims() + ".new") << "half";
  CHECK(fault_in(folder.path()).empty());
  CHECK_FALSE(std::filesystem::exists(folder.claims() + ".new"));
}

TEST_CASE("a link in the unfinished file's place is not written through") {
  const ReplayFolder folder;
  const std::string victim = folder.parent() + "/victim";
  std::ofstream(victim) << "precious";
  REQUIRE(::symlink(victim.c_str(), (folder.claims() + ".new").c_str()) == 0);
  CHECK(fault_in(folder.path()).empty());
  CHECK(std::filesystem::file_size(victim) == 8);
}
