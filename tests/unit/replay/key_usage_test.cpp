// SPDX-License-Identifier: MIT
#include "modules/hmac_owner/replay/key_usage.h"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <thread>

#include "kernel/wire/key_usage_file.h"
#include "kernel/wire/key_usage_reader.h"
#include "tests/unit/replay/fixture.h"

using namespace hmac_owner;
using warifu::wire::read_key_usage;

namespace {

using Fingerprint = std::array<uint8_t, 8>;

Fingerprint numbered(uint64_t number) {
  return std::bit_cast<Fingerprint>(SipHash::of(number, {1, 2}));
}

constexpr int64_t kNow = 1'790'000'000;

}  // namespace

TEST_CASE("each key's uses are counted, with the first and the last time") {
  const ReplayFolder folder;
  const auto usage = KeyUsage::make(folder.path());
  usage->count(numbered(1), true, kNow);
  usage->count(numbered(1), true, kNow + 5);
  usage->count(numbered(2), false, kNow + 1);
  usage->count(numbered(1), false, kNow + 9);
  const auto table = read_key_usage(folder.path());
  REQUIRE(table);
  REQUIRE(table->rows.size() == 2);
  CHECK(table->uncounted == 0);
  const auto& row = table->rows[0];
  CHECK(row.fingerprint == numbered(1));
  CHECK(row.passed == 2);
  CHECK(row.refused == 1);
  CHECK(row.first_used == kNow);
  CHECK(row.last_used == kNow + 9);
  CHECK(table->rows[1].refused == 1);
}

TEST_CASE("counts go on where the server before left them") {
  const ReplayFolder folder;
  for (int start = 0; start < 3; ++start) {
    KeyUsage::make(folder.path())->count(numbered(1), true, kNow + start);
  }
  const auto table = read_key_usage(folder.path());
  REQUIRE(table);
  CHECK(table->rows.at(0).passed == 3);
  CHECK(table->rows.at(0).first_used == kNow);
}

TEST_CASE("keys beyond the last row are counted together, and take nobody's row") {
  const ReplayFolder folder;
  const auto usage = KeyUsage::make(folder.path());
  for (uint64_t key = 0; key < WARIFU_KEY_USAGE_ROWS + 10; ++key) {
    usage->count(numbered(key), true, kNow);
  }
  usage->count(Fingerprint{}, true, kNow);  // no fingerprint, no row
  const auto table = read_key_usage(folder.path());
  REQUIRE(table);
  CHECK(table->rows.size() == WARIFU_KEY_USAGE_ROWS);
  CHECK(table->uncounted == 10);
  for (const auto& row : table->rows)
    REQUIRE(row.passed == 1);
}

TEST_CASE("threads and children count together and lose nothing") {
  const ReplayFolder folder;
  const auto usage = KeyUsage::make(folder.path());
  const auto count = [&] {
    for (uint64_t i = 0; i < 2000; ++i)
      usage->count(numbered(i % 20), i % 2 == 0, kNow);
  };
  std::thread one(count);
  std::thread other(count);
  one.join();
  other.join();
  CHECK(in_child([&] {
          count();
          return 0;
        }) == 0);
  const auto table = read_key_usage(folder.path());
  REQUIRE(table);
  REQUIRE(table->rows.size() == 20);
  for (const auto& row : table->rows)
    REQUIRE(row.passed + row.refused == 300);
}

TEST_CASE("a time before 1970 is counted and can be read") {
  const ReplayFolder folder;
  KeyUsage::make(folder.path())->count(numbered(1), true, -5);
  REQUIRE(read_key_usage(folder.path()));
}

TEST_CASE("without a folder, or with something else in the file's place, nothing is counted") {
  const ReplayFolder folder;
  KeyUsage::make(folder.parent() + "/nowhere")->count(numbered(1), true, kNow);
  SECTION("a FIFO") {
    REQUIRE(::mkfifo(folder.keys().c_str(), 0600) == 0);
  }
  SECTION("a link") {
    REQUIRE(::symlink((folder.parent() + "/target").c_str(), folder.keys().c_str()) == 0);
  }
  SECTION("another file") {
    std::ofstream(folder.keys()) << std::string(41024, 'x');
    REQUIRE(::chmod(folder.keys().c_str(), 0600) == 0);
  }
  SECTION("a file that others may read") {
    KeyUsage::make(folder.path())->count(numbered(1), true, kNow);
    REQUIRE(::chmod(folder.keys().c_str(), 0644) == 0);
  }
  KeyUsage::make(folder.path())->count(numbered(2), true, kNow);
  CHECK_FALSE(std::filesystem::exists(folder.parent() + "/target"));
  const auto table = read_key_usage(folder.path());
  CHECK((!table || (table->rows.size() == 1 && table->rows[0].fingerprint == numbered(1))));
}
