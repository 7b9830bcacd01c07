// SPDX-License-Identifier: MIT
#include "core/engine/asked_generation.h"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

using namespace warifu;

namespace {

struct Folder {
  Folder() {
    std::string pattern = "/tmp/warifu-asked-XXXXXX";
    path = mkdtemp(pattern.data());
    trust.also_user = geteuid();
  }
  ~Folder() { std::filesystem::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  void write(const std::string& text) const {
    std::filesystem::create_directories(path + "/generation");
    std::ofstream(path + "/generation/demo") << text;
  }

  std::string path;
  TrustPolicy trust;
};

}  // namespace

TEST_CASE_METHOD(Folder, "no file is number 0, and raising counts up", "[asked]") {
  CHECK(read_asked_generation(path, "demo", trust) == 0);
  CHECK(raise_asked_generation(path, "demo", trust) == 1);
  CHECK(raise_asked_generation(path, "demo", trust) == 2);
  CHECK(read_asked_generation(path, "demo", trust) == 2);
  CHECK(raise_asked_generation(path, "other", trust) == 1);
}

TEST_CASE_METHOD(Folder, "a file that holds no number is an error, not a reload", "[asked]") {
  for (const char* const text : {"", "x\n", "-1\n", "1 2\n", "99999999999999999999\n", "1\n\n"}) {
    CAPTURE(text);
    write(text);
    const auto number = read_asked_generation(path, "demo", trust);
    REQUIRE_FALSE(number);
    CHECK(number.error().kind == ErrorKind::kConfiguration);
    CHECK_FALSE(raise_asked_generation(path, "demo", trust));
  }
}

TEST_CASE_METHOD(Folder, "a file that others may write is not believed", "[asked]") {
  write("3\n");
  REQUIRE(chmod((path + "/generation/demo").c_str(), 0666) == 0);
  CHECK_FALSE(read_asked_generation(path, "demo", trust));
}
