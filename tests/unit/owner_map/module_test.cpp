// SPDX-License-Identifier: MIT
// owner_map as the engine loads it: from its shared object, with files that the host guards.
#include <sys/stat.h>

#include <filesystem>

#include "core/module/descriptor.h"
#include "modules/owner_map/mapper.h"
#include "tests/unit/module/fake_host.h"
#include "tests/unit/module/opened.h"
#include "tests/unit/owner_map/map_text.h"

using module_test::FakeCall;
using module_test::ModuleFolder;
using module_test::write_bytes;

namespace {

class Installed {
 public:
  explicit Installed(const std::string& text) {
    folder_.write("owner_map",
                  module_test::read_bytes(std::string(MODULES_OUT) + "/warifu_owner_map.so"));
    std::filesystem::create_directory(path("extra"));
    REQUIRE(chmod(path("extra").c_str(), 0700) == 0);
    write("map.toml", text);
  }

  void write(const std::string& name, const std::string& text) const {
    write_bytes(path(name), text);
    REQUIRE(chmod(path(name).c_str(), 0644) == 0);
  }

  [[nodiscard]] std::string path(const std::string& name) const {
    return folder_.path() + "/" + name;
  }

  std::unique_ptr<warifu::ModuleInstance> open() {
    return open_instance(folder_, "owner_map", "map = \"" + path("map.toml") + "\"\n", told_);
  }

  // What was told, with the folder's name left out.
  [[nodiscard]] std::string without_folder(std::string text) const {
    for (size_t at = 0; (at = text.find(folder_.path())) != std::string::npos;)
      text.erase(at, folder_.path().size());
    return text;
  }
  [[nodiscard]] std::string told() const {
    std::string text;
    for (const auto& item : told_.items())
      text += warifu::to_line(item) + "\n";
    return without_folder(text);
  }

 private:
  ModuleFolder folder_;
  warifu::Diagnostics told_;
};

int ask(const warifu::ModuleInstance& instance, FakeCall& call) {
  return instance.descriptor().verify(instance.handle(), &call);
}

std::string reason(const warifu::ModuleInstance& instance, const FakeCall& call) {
  return warifu::reason_at(instance.descriptor(), call.explained.back()).id;
}

}  // namespace

TEST_CASE("the module answers by its map, and tells the line that decided", "[module]") {
  Installed installed("[accounts]\nwp = [10042, \"bob\", \"+ops\"]\n");
  const auto instance = installed.open();
  CAPTURE(installed.told());
  REQUIRE(instance);
  CHECK(installed.told().empty());
  CHECK(instance->descriptor().flags == (WARIFU_MODULE_THREAD_SAFE | WARIFU_MODULE_DECIDES_OWNER));
  REQUIRE(instance->descriptor().process_start(instance->handle()) == 0);
  FakeCall owner;
  owner.set_owner(10042);
  CHECK(ask(*instance, owner) == WARIFU_PASS);
  CHECK(reason(*instance, owner) == "mapped");
  CHECK(installed.without_folder(owner.detail) == "/map.toml:2");
  FakeCall nobody;
  CHECK(ask(*instance, nobody) == WARIFU_UNKNOWN);
  CHECK(reason(*instance, nobody) == "no-owner");
  CHECK(nobody.detail.empty());
  FakeCall named;
  named.set_owner(5);
  named.attributes["owner.name"] = "bob";
  CHECK(ask(*instance, named) == WARIFU_PASS);
  named.attributes["owner.name"] = "";
  CHECK(ask(*instance, named) == WARIFU_UNKNOWN);
  named.asked.account = "other";
  CHECK(ask(*instance, named) == WARIFU_FAIL);
  CHECK(installed.without_folder(named.detail) == "/map.toml");
}

TEST_CASE("groups are asked of the host, while there is time", "[module]") {
  Installed installed("[accounts]\nwp = \"+ops\"\n");
  const auto instance = installed.open();
  REQUIRE(instance);
  FakeCall call;
  call.set_owner(5);
  CHECK(ask(*instance, call) == WARIFU_UNKNOWN);
  CHECK(reason(*instance, call) == "groups-unknown");
  std::string asked;
  call.lookup_data = &asked;
  call.lookup = [](void* data, const char* group) {
    *static_cast<std::string*>(data) += group;
    return 1;
  };
  CHECK(ask(*instance, call) == WARIFU_PASS);
  CHECK(asked == "ops");
  call.time_left = 0;
  CHECK(ask(*instance, call) == WARIFU_UNAVAILABLE);
  CHECK(asked == "ops");
}

TEST_CASE("files are included under the host's rules of trust", "[module]") {
  Installed installed("include = [\"extra/*.toml\"]\n");
  installed.write("extra/a.toml", "[accounts]\nwp = 7\n");
  const auto instance = installed.open();
  CAPTURE(installed.told());
  REQUIRE(instance);
  FakeCall call;
  call.set_owner(7);
  CHECK(ask(*instance, call) == WARIFU_PASS);
  CHECK(installed.without_folder(call.detail) == "/extra/a.toml:2");
}

TEST_CASE("an included file that others may write is refused at the pattern", "[module]") {
  Installed installed("\ninclude = [\"extra/*.toml\"]\n");
  installed.write("extra/a.toml", "[accounts]\nwp = 7\n");
  REQUIRE(chmod(installed.path("extra/a.toml").c_str(), 0666) == 0);
  CHECK_FALSE(installed.open());
  CHECK(installed.told().starts_with("/map.toml:2:12: /extra/a.toml"));
}

TEST_CASE("a folder that others may write is not listed, nor a link followed", "[module]") {
  Installed open_folder("include = [\"extra/*.toml\"]\n[accounts]\na = 1\n");
  REQUIRE(chmod(open_folder.path("extra").c_str(), 0777) == 0);
  CHECK_FALSE(open_folder.open());
  CHECK(open_folder.told().starts_with("/map.toml:1:12: /extra"));
  Installed link("include = [\"extra/*.toml\"]\n");
  std::filesystem::create_symlink("/etc/passwd", link.path("extra/a.toml"));
  CHECK_FALSE(link.open());
  CHECK(link.told().starts_with("/map.toml:1:12: /extra/a.toml"));
  Installed linked_folder("include = [\"other/*.toml\"]\n");
  std::filesystem::create_symlink("extra", linked_folder.path("other"));
  CHECK_FALSE(linked_folder.open());
}

TEST_CASE("a map that is missing, too large or mistaken is told", "[module]") {
  Installed missing("");
  std::filesystem::remove(missing.path("map.toml"));
  CHECK_FALSE(missing.open());
  CHECK(missing.told().starts_with(module_test::kStack + ":1:7: /map.toml"));
  Installed large("#" + std::string(owner_map::kMaximumMapBytes, 'x'));
  CHECK_FALSE(large.open());
  Installed mistaken("[accounts]\na = \"0\"\nb = -1\n");
  CHECK_FALSE(mistaken.open());
  CHECK(mistaken.told().starts_with("/map.toml:2:5: the name \"0\" looks like a number"));
  CHECK(mistaken.told().find("/map.toml:3:5: a uid cannot be -1") != std::string::npos);
}

TEST_CASE("warnings do not keep a map from loading", "[module]") {
  Installed installed("[[rule]]\naccount = \"/u\"\nowner = \"bob\"\n");
  CHECK(installed.open());
  CHECK(installed.told().starts_with("/map.toml:2:11: warning: the expression is searched"));
}

TEST_CASE("a process that inherits expressions in use gets its own", "[module]") {
  auto map = owner_map_test::read_text("[[rule]]\naccount = '/^u(.)$'\nuid = '\\1'\n").map;
  REQUIRE(map);
  // Never closed, as in a process that inherited it.
  static auto* const kInherited = new owner_map::Mapper(std::move(*map));
  owner_map::Mapper& mapper = *kInherited;
  for (int process = 0; process < 3; ++process) {
    mapper.process_start();
    FakeCall call;
    call.set_owner(7);
    call.asked.account = "u7";
    CHECK(mapper.verify(call) == WARIFU_PASS);
    call.asked.account = "u8";
    CHECK(mapper.verify(call) == WARIFU_FAIL);
  }
}
