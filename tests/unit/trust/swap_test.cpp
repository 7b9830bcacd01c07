// SPDX-License-Identifier: MIT
// Somebody swaps what stands at a path, as fast as possible, while it is opened. Stronger than any
// real adversary: the swaps are atomic, and happen also where only root could make them.
#include <stdio.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>
#include <vector>

#include "tests/unit/trust/scratch.h"

using namespace warifu;

namespace {

constexpr int kOpens = 20000;

// Exchanges pairs of paths in turn until it is destroyed.
class Swapper {
 public:
  explicit Swapper(std::vector<std::pair<std::string, std::string>> pairs)
      : pairs_(std::move(pairs)), thread_([this] { run(); }) {}
  ~Swapper() {
    stop_ = true;
    thread_.join();
  }
  [[nodiscard]] long swaps() const { return swaps_; }

 private:
  void run() {
    while (!stop_) {
      for (const auto& [a, b] : pairs_) {
        if (::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) == 0) ++swaps_;
      }
    }
  }
  std::vector<std::pair<std::string, std::string>> pairs_;
  std::atomic<bool> stop_{false};
  std::atomic<long> swaps_{0};
  std::thread thread_;
};

struct Tally {
  int good = 0;
  int refused = 0;
  int evil = 0;
};

Tally open_often(const std::string& path) {
  Tally tally;
  for (int i = 0; i < kOpens; ++i) {
    const auto file = open_trusted_file(path, own_policy(), Secrecy::kPublic);
    const auto content = file ? file->read(100) : tl::unexpected(file.error());
    if (!content) {
      ++tally.refused;
    } else {
      ++(*content == "good" ? tally.good : tally.evil);
    }
  }
  return tally;
}

// Both outcomes must have been seen, else nothing was raced.
void require_never_evil(const std::string& path,
                        std::vector<std::pair<std::string, std::string>> pairs) {
  Tally tally;
  long swaps = 0;
  for (int round = 0; round < 5 && (tally.good == 0 || tally.refused == 0); ++round) {
    const Swapper swapper(pairs);
    const Tally now = open_often(path);
    tally = {tally.good + now.good, tally.refused + now.refused, tally.evil + now.evil};
    swaps += swapper.swaps();
  }
  INFO("good " << tally.good << ", refused " << tally.refused << ", swaps " << swaps);
  REQUIRE(tally.evil == 0);
  REQUIRE(tally.good > 0);
  REQUIRE(tally.refused > 0);
}

// Untrusted in whatever way the running user can make.
constexpr mode_t kEvilFile = 0666;
uid_t evil_owner() {
  return am_root() ? kStranger : ::geteuid();
}
mode_t evil_folder() {
  return am_root() ? 0755 : 0777;
}

}  // namespace

TEST_CASE("a file swapped for an untrusted one is never read") {
  const Scratch scratch;
  const auto good = scratch.file("f", "good");
  const auto evil = scratch.file("evil", "evil", kEvilFile, evil_owner());
  require_never_evil(good, {{good, evil}});
}

TEST_CASE("a file swapped for a link, a FIFO and a folder is never read through these") {
  const Scratch scratch;
  const auto good = scratch.file("f", "good");
  const auto evil = scratch.file("evil", "evil", kEvilFile, evil_owner());
  std::filesystem::create_symlink(evil, scratch / "link");
  REQUIRE(::mkfifo((scratch / "fifo").c_str(), 0600) == 0);
  scratch.folder("folder");
  require_never_evil(good, {{good, scratch / "link"},
                            {good, scratch / "fifo"},
                            {good, evil},
                            {good, scratch / "folder"}});
}

TEST_CASE("a folder on the way swapped for an untrusted one is never walked through") {
  const Scratch scratch;
  scratch.folder("d");
  scratch.file("d/f", "good");
  scratch.folder("evil");
  scratch.file("evil/f", "evil");  // good in itself: only the folder tells
  Scratch::set(scratch / "evil", evil_folder(), evil_owner());
  require_never_evil(scratch / "d/f", {{scratch / "d", scratch / "evil"}});
}

TEST_CASE("a folder on the way swapped for a link is never walked through") {
  const Scratch scratch;
  scratch.folder("d");
  scratch.file("d/f", "good");
  scratch.folder("elsewhere");
  scratch.file("elsewhere/f", "evil");
  std::filesystem::create_directory_symlink("elsewhere", scratch / "link");
  require_never_evil(scratch / "d/f", {{scratch / "d", scratch / "link"}});
}

TEST_CASE("a folder and its file swapped at once are never mixed") {
  const Scratch scratch;
  scratch.folder("d/e");
  scratch.file("d/e/f", "good");
  scratch.folder("evil/e");
  scratch.file("evil/e/f", "evil", kEvilFile, evil_owner());
  std::filesystem::create_symlink(scratch / "evil/e/f", scratch / "evil/link");
  require_never_evil(scratch / "d/e/f", {{scratch / "d/e", scratch / "evil/e"},
                                         {scratch / "d/e/f", scratch / "evil/link"},
                                         {scratch / "d/e/f", scratch / "evil/e/f"}});
}
