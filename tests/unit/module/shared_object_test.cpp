// SPDX-License-Identifier: MIT
// The dynamic loader's memory: what it was given under a name or an inode, it hands back.
#include "core/module/shared_object.h"

#include <fcntl.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <thread>

#include "core/posix/unique_fd.h"
#include "tests/unit/module/module_folder.h"
#include "warifu/module.h"

using module_test::ModuleFolder;
using warifu::UniqueFd;

namespace {

const warifu_module& descriptor_of(const warifu::ExportedObject& object) {
  return *static_cast<const warifu_module*>(object.address);
}

warifu::Result<warifu::ExportedObject> load(int fd, const std::string& bytes) {
  return warifu::load_shared_object(fd, *warifu::sha256(bytes), "warifu_module");
}

}  // namespace

TEST_CASE("a descriptor number used again gives the module that it stands for now") {
  const ModuleFolder folder;
  const std::string first = folder.install("good");
  const std::string second = folder.install("other");
  UniqueFd fd(open(first.c_str(), O_RDONLY | O_CLOEXEC));
  const int number = fd.get();
  const auto good = load(number, module_test::read_bytes(first));
  REQUIRE(good);
  fd.reset();
  fd.reset(open(second.c_str(), O_RDONLY | O_CLOEXEC));
  REQUIRE(fd.get() == number);
  const auto other = load(number, module_test::read_bytes(second));
  REQUIRE(other);
  CHECK(descriptor_of(*good).name == std::string("good"));
  CHECK(descriptor_of(*other).name == std::string("other"));
}

TEST_CASE("tables that come and go leave no descriptor open and mix no modules up") {
  const ModuleFolder folder;
  folder.install("good");
  folder.install("other");
  const auto next_fd = [] { return UniqueFd(open("/dev/null", O_RDONLY | O_CLOEXEC)).get(); };
  const int before = next_fd();
  for (const std::string name : {"good", "other", "good"}) {
    warifu::ModuleTable table(folder.folder());
    const auto loaded = table.load(name, "");
    REQUIRE(loaded);
    CHECK((*loaded)->descriptor().name == name);
  }
  CHECK(next_fd() == before);
}

TEST_CASE("what is loaded is the descriptor, whatever the path has become") {
  const ModuleFolder folder;
  const std::string path = folder.install("good");
  const std::string bytes = module_test::read_bytes(path);
  const UniqueFd fd(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  const std::string evil = folder.install("other");
  REQUIRE(rename(evil.c_str(), path.c_str()) == 0);
  const auto loaded = load(fd.get(), bytes);
  REQUIRE(loaded);
  CHECK(descriptor_of(*loaded).name == std::string("good"));
}

TEST_CASE("a module overwritten in place is refused, since the loader still has the old one") {
  const ModuleFolder folder;
  const std::string path = folder.install("good");
  warifu::ModuleTable table(folder.folder());
  REQUIRE(table.load("good", ""));
  // The same inode, with more at its end: what the process has mapped stays as it was.
  const UniqueFd fd(open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC));
  REQUIRE(write(fd.get(), "x", 1) == 1);
  const auto again = table.load("good", "");
  REQUIRE_FALSE(again);
  CHECK(again.error().text ==
        path +
            " was changed in place after this process loaded it; replace a module by renaming the "
            "new file over it, and restart the server");
}

TEST_CASE("a new version renamed over the old is loaded beside it") {
  const ModuleFolder folder;
  const std::string path = folder.install("good");
  warifu::ModuleTable table(folder.folder());
  const auto old = table.load("good", "");
  REQUIRE(old);
  const std::string next = folder.write("next", module_test::read_bytes(path) + "x");
  REQUIRE(rename(next.c_str(), path.c_str()) == 0);
  const auto fresh = table.load("good", "");
  REQUIRE(fresh);
  CHECK(&(*fresh)->descriptor() != &(*old)->descriptor());
  CHECK((*old)->descriptor().name == std::string("good"));
}

TEST_CASE("threads that ask for one module at once get the same, loaded once") {
  const ModuleFolder folder;
  folder.install("good");
  warifu::ModuleTable table(folder.folder());
  std::vector<std::shared_ptr<const warifu::LoadedModule>> loaded(4);
  std::vector<std::thread> threads;
  for (auto& slot : loaded) {
    threads.emplace_back([&table, &slot] { slot = table.load("good", "").value_or(nullptr); });
  }
  for (std::thread& thread : threads)
    thread.join();
  REQUIRE(loaded.front());
  for (const auto& one : loaded)
    CHECK(one == loaded.front());
  CHECK(folder.marks() == "good\n");
}
