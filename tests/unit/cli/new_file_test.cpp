// SPDX-License-Identifier: MIT
#include "core/cli/key/new_file.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "core/cli/key/replaced_file.h"
#include "tests/unit/trust/scratch.h"

using namespace warifu;
using namespace warifu::cli;

namespace {

std::string content(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

size_t files_in(const std::string& folder) {
  size_t count = 0;
  for (const auto& each : std::filesystem::directory_iterator(folder))
    count += each.path().empty() ? 0 : 1;
  return count;
}

// A folder that is private, in the scratch one.
struct Place {
  Scratch scratch;
  std::string folder = scratch.folder("private", 0700);
};

}  // namespace

TEST_CASE("a file has no name until it is whole") {
  const Place place;
  auto file = NewFile::create(place.folder + "/k");
  REQUIRE(file);
  CHECK(files_in(place.folder) == 0);
  REQUIRE(file->fill("whole", {0640, ::getgid()}));
  CHECK(files_in(place.folder) == 0);
  REQUIRE(file->publish());
  CHECK(content(place.folder + "/k") == "whole");
  struct stat status = {};
  REQUIRE(::stat(file->path().c_str(), &status) == 0);
  CHECK((status.st_mode & 07777) == 0640);
  CHECK(status.st_nlink == 1);
  file->withdraw();
  CHECK(files_in(place.folder) == 0);
}

TEST_CASE("a file that came between is not written over") {
  const Place place;
  auto file = NewFile::create(place.folder + "/k");
  REQUIRE(file);
  REQUIRE(file->fill("new", {}));
  std::ofstream(place.folder + "/k") << "other";
  CHECK(!file->publish());
  file->withdraw();  // which takes nothing away that is not its own
  CHECK(content(place.folder + "/k") == "other");
  CHECK(!NewFile::create(place.folder + "/k"));
}

TEST_CASE("a name that is a link to nowhere is taken") {
  const Place place;
  std::filesystem::create_symlink(place.folder + "/nowhere", place.folder + "/k");
  CHECK(!NewFile::create(place.folder + "/k"));
  auto file = NewFile::create(place.folder + "/k2");
  REQUIRE(file);
  std::filesystem::create_symlink(place.folder + "/nowhere", place.folder + "/k2");
  REQUIRE(file->fill("new", {}));
  CHECK(!file->publish());
  CHECK(!std::filesystem::exists(place.folder + "/nowhere"));
}

TEST_CASE("two programs cannot replace one file at once, nor one that changed meanwhile") {
  const Place place;
  const std::string path = place.scratch.file("private/keyring.toml", "old", 0640);
  const TrustPolicy trust{::geteuid()};
  {
    auto first = ReplacedFile::begin(path, trust);
    REQUIRE(first);
    const auto second = ReplacedFile::begin(path, trust);
    REQUIRE(!second);
    CHECK(second.error().text.find("another `warifu key rotate`") != std::string::npos);
    const auto old = open_trusted_file(path, trust, Secrecy::kPublic);
    REQUIRE(old);
    REQUIRE(first->fill(*old, "new"));
    CHECK(content(path) == "old");
    CHECK(content(first->fresh_path()) == "new");
    // Somebody's editor saves the file in its own way.
    place.scratch.file("private/edited", "theirs");
    std::filesystem::rename(place.folder + "/edited", path);
    CHECK(!first->put(*old));
    CHECK(content(path) == "theirs");
  }
  CHECK(files_in(place.folder) == 1);
}

TEST_CASE("what an interrupted program left beside a file is used again") {
  const Place place;
  const std::string path = place.scratch.file("private/keyring.toml", "old", 0640);
  place.scratch.file("private/.keyring.toml.new", "a long half of what was to be");
  const TrustPolicy trust{::geteuid()};
  auto replaced = ReplacedFile::begin(path, trust);
  REQUIRE(replaced);
  const auto old = open_trusted_file(path, trust, Secrecy::kPublic);
  REQUIRE(replaced->fill(*old, "new"));
  REQUIRE(replaced->put(*old));
  CHECK(content(path) == "new");
  CHECK(files_in(place.folder) == 1);
  struct stat status = {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 07777) == 0640);
}
