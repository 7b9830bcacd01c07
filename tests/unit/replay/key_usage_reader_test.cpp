// SPDX-License-Identifier: MIT
// The reader runs as root on what the server's user left there.
#include "kernel/wire/key_usage_reader.h"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstring>
#include <fstream>

#include "kernel/wire/key_usage_file.h"
#include "tests/unit/replay/fixture.h"

using namespace hmac_owner;
using Catch::Matchers::Contains;
using warifu::wire::parse_key_usage;
using warifu::wire::read_key_usage;

namespace {

std::vector<uint8_t> file_with(const std::vector<warifu_key_usage_row>& rows) {
  warifu_key_usage_header header = {};
  std::memcpy(header.magic, WARIFU_KEY_USAGE_MAGIC, sizeof(header.magic));
  header.version = WARIFU_KEY_USAGE_VERSION;
  header.rows = static_cast<uint32_t>(rows.size());
  std::vector<uint8_t> bytes(sizeof(header) + rows.size() * sizeof(warifu_key_usage_row));
  std::memcpy(bytes.data(), &header, sizeof(header));
  if (!rows.empty()) {
    std::memcpy(bytes.data() + sizeof(header), rows.data(), bytes.size() - sizeof(header));
  }
  return bytes;
}

warifu_key_usage_row some_row(uint8_t first = 1) {
  return {{first}, 5, 6, 1'790'000'000, 1'790'000'001};
}

void put(const ReplayFolder& folder, const std::vector<uint8_t>& bytes) {
  std::ofstream(folder.keys(), std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
}

std::string fault_of(const ReplayFolder& folder) {
  const auto table = read_key_usage(folder.path());
  return table ? "" : table.error();
}

}  // namespace

TEST_CASE("rows are read, free ones skipped, the last used first") {
  auto late = some_row(2);
  late.last_used += 10;
  const auto table = parse_key_usage(file_with({some_row(1), {}, late}));
  REQUIRE(table);
  REQUIRE(table->rows.size() == 2);
  CHECK(table->rows[0].fingerprint[0] == 2);
  CHECK(table->rows[1].passed == 5);
  CHECK(table->rows[1].refused == 6);
}

TEST_CASE("a file of no rows is one") {
  const auto table = parse_key_usage(file_with({}));
  REQUIRE(table);
  CHECK(table->rows.empty());
}

TEST_CASE("every length but the right one is refused") {
  const auto bytes = file_with({some_row(), some_row(2)});
  const std::span<const uint8_t> all(bytes);
  for (size_t length = 0; length < bytes.size(); ++length) {
    CAPTURE(length);
    REQUIRE_FALSE(parse_key_usage(all.first(length)));
  }
  auto longer = bytes;
  longer.push_back(0);
  CHECK_FALSE(parse_key_usage(longer));
}

TEST_CASE("a header that lies is refused") {
  auto bytes = file_with({some_row()});
  SECTION("magic") {
    bytes[0] ^= 1;
  }
  SECTION("version") {
    bytes[8] = 2;
  }
  SECTION("rows") {
    bytes[12] = 2;
  }
  SECTION("rows so many that their length wraps around") {
    std::fill(bytes.begin() + 12, bytes.begin() + 16, 0xff);
  }
  CHECK_FALSE(parse_key_usage(bytes));
}

TEST_CASE("times that cannot be printed are refused") {
  auto row = some_row();
  row.last_used = GENERATE(int64_t{-1}, INT64_MIN, INT64_MAX, int64_t{253402300800});
  CHECK_FALSE(parse_key_usage(file_with({row})));
  std::swap(row.first_used, row.last_used);
  CHECK_FALSE(parse_key_usage(file_with({row})));
}

TEST_CASE("a file that is not there is explained") {
  const ReplayFolder folder;
  CHECK_THAT(fault_of(folder), Contains(folder.keys()) && Contains("no process"));
}

TEST_CASE("whatever else stands there is refused without waiting") {
  const ReplayFolder folder;
  std::string wanted = "is not a regular file";
  SECTION("a FIFO") {
    REQUIRE(::mkfifo(folder.keys().c_str(), 0600) == 0);
  }
  SECTION("a folder") {
    REQUIRE(::mkdir(folder.keys().c_str(), 0700) == 0);
  }
  SECTION("a link to a good file") {
    put(folder, file_with({some_row()}));
    const std::string elsewhere = folder.parent() + "/elsewhere";
    REQUIRE(::rename(folder.keys().c_str(), elsewhere.c_str()) == 0);
    REQUIRE(::symlink(elsewhere.c_str(), folder.keys().c_str()) == 0);
    wanted = "symbolic link";
  }
  SECTION("a file of many gigabytes") {
    put(folder, file_with({}));
    REQUIRE(::truncate(folder.keys().c_str(), off_t{1} << 40) == 0);
    wanted = "is longer than it may be";
  }
  SECTION("somebody's secrets") {
    put(folder, std::vector<uint8_t>(500, 's'));
    wanted = "is not a file of key counters";
  }
  CHECK_THAT(fault_of(folder), Contains(wanted) && !Contains("ssss"));
}

TEST_CASE("a folder that has become a link is refused") {
  const ReplayFolder folder;
  put(folder, file_with({some_row()}));
  REQUIRE(fault_of(folder).empty());
  const std::string link = folder.parent() + "/link";
  REQUIRE(::symlink(folder.path().c_str(), link.c_str()) == 0);
  const auto table = read_key_usage(link);
  REQUIRE_FALSE(table);
  CHECK_THAT(table.error(), Contains("symbolic link"));
}
