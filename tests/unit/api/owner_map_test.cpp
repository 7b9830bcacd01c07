// SPDX-License-Identifier: MIT
// A map that is edited and loaded anew while servers verify.
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "tests/unit/api/sandbox.h"

namespace {

class MapSandbox : public Sandbox {
 public:
  MapSandbox() {
    write_stack("demo",
                "[owner]\nsources = [\"unix-socket\"]\n[[verify]]\nmodule = \"owner_map\"\n"
                "control = \"required\"\noptions = { map = \"" +
                    path + "/map.toml\" }\n");
  }

  void write_map(const std::string& text) const {
    std::ofstream(path + "/map.toml.new") << text;
    std::filesystem::rename(path + "/map.toml.new", path + "/map.toml");
  }
};

// "own" is this user's, "other" somebody else's; written in another way each time.
std::string map_of(int round) {
  const std::string own = std::to_string(getuid());
  const std::string other = std::to_string(getuid() + 1);
  switch (round % 3) {
    case 0:
      return "[accounts]\nown = " + own + "\nother = " + other + "\n";
    case 1:
      return "[[rule]]\naccount = '/^ow(n)$'\nuid = " + own + "\n[accounts]\nother = []\n";
    default: {
      std::string text = "[accounts]\nother = [" + other + "]\n";
      for (int i = 0; i < 2000; ++i)
        text += "filler_" + std::to_string(i) + " = " + own + "\n";
      return text + "own = [" + own + ", \"+g\"]\n";
    }
  }
}

}  // namespace

// A keyring of such domains before a map.
class DomainSandbox : public Sandbox {
 public:
  // "" where it loads, else the error.
  std::string mistake(const std::vector<std::string>& domains, const std::string& map) {
    write("keyring.toml", keyring(domains));
    write("map.toml", map);
    write_stack("demo", "[[verify]]\nmodule = \"hmac_owner\"\noptions = { keyring = \"" + path +
                            "/keyring.toml\", replay_dir = \"" + path +
                            "\" }\n[[verify]]\nmodule = \"owner_map\"\noptions = { map = \"" +
                            path + "/map.toml\" }\n");
    return open() ? "" : error;
  }

 private:
  std::string keyring(const std::vector<std::string>& domains) {
    std::ostringstream text;
    for (const std::string& each : domains) {
      const size_t slot = 1 + (&each - domains.data());
      write("key" + std::to_string(slot), std::string(63, 'a') + std::to_string(slot) + "\n");
      text << "[[key]]\nslot = " << slot << "\nsecret_file = \"key" << slot << "\"\ndomain = \""
           << each << "\"\nfrom = [\"192.0.2." << slot << "\"]\n";
    }
    return text.str();
  }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path + "/" + name) << text;
    std::filesystem::permissions(path + "/" + name, std::filesystem::perms::owner_read |
                                                        std::filesystem::perms::owner_write);
  }
};

TEST_CASE_METHOD(MapSandbox, "verifies beside reloads of a map are never wrong", "[owner_map]") {
  write_map(map_of(0));
  const auto engine = open();
  INFO(error);
  REQUIRE(engine);
  const UnixConnection connection(path);
  std::atomic<bool> done = false;
  std::atomic<int> wrongly_refused = 0, wrongly_passed = 0, asked = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      warifu_decision* const decision = warifu_decision_new();
      const warifu_request own = request_for(connection.fd(), "own");
      const warifu_request other = request_for(connection.fd(), "other");
      while (!done) {
        if (warifu_verify(engine.get(), &own, decision) != WARIFU_PASSED) ++wrongly_refused;
        if (warifu_verify(engine.get(), &other, decision) != WARIFU_REFUSED) ++wrongly_passed;
        ++asked;
      }
      warifu_decision_free(decision);
    });
  }
  int failed = 0;
  for (int i = 1; i <= 30; ++i) {
    write_map(map_of(i));
    failed += warifu_reload(engine.get(), nullptr) == WARIFU_OK ? 0 : 1;
    const int before = asked;
    while (asked < before + 5)
      std::this_thread::yield();
  }
  done = true;
  for (std::thread& each : threads)
    each.join();
  CHECK(failed == 0);
  CHECK(wrongly_refused == 0);
  CHECK(wrongly_passed == 0);
}

TEST_CASE_METHOD(MapSandbox, "a map with a mistake keeps the one in use", "[owner_map]") {
  write_map(map_of(0));
  const auto engine = open();
  REQUIRE(engine);
  const UnixConnection connection(path);
  write_map("[accounts]\nown = \"0\"\nother = " + std::to_string(getuid()) + "\n");
  warifu_error* failure = nullptr;
  CHECK(warifu_reload(engine.get(), &failure) == WARIFU_E_CONFIGURATION);
  REQUIRE(failure);
  CHECK(std::string(warifu_error_text(failure)).find("/map.toml:2:7: the name \"0\"") !=
        std::string::npos);
  warifu_error_free(failure);
  CHECK(verify(engine.get(), request_for(connection.fd(), "own")) == WARIFU_PASSED);
  CHECK(verify(engine.get(), request_for(connection.fd(), "other")) == WARIFU_REFUSED);
  CHECK(std::string(info.reason_id) == "owner_map.not-the-owner");
  CHECK(std::string(info.reason).find("/map.toml:3") != std::string::npos);
}

TEST_CASE_METHOD(MapSandbox, "without a map nothing loads", "[owner_map]") {
  CHECK_FALSE(open());
  CHECK(error.find("/map.toml") != std::string::npos);
}

TEST_CASE_METHOD(DomainSandbox, "a map tells of which domain it is, where the keyring has several",
                 "[owner_map]") {
  const std::string plain = "[accounts]\napp = 10042\n";
  CHECK(mistake({"web"}, plain).empty());
  CHECK(mistake({"web", "web"}, plain).empty());
  const std::string told = mistake({"web", "batch"}, plain);
  CHECK(told.rfind(path + "/map.toml:1:1: missing key \"domain\"", 0) == 0);
  CHECK(mistake({"web", "batch"}, "domain = \"web\"\n" + plain).empty());
  CHECK(
      mistake({"web", "batch"}, "[accounts]\napp = { domain = \"web\", any = [10042] }\n").empty());
  CHECK_FALSE(mistake({"web", "batch"},
                      "[accounts]\napp = { domain = \"web\", any = [10042] }\n"
                      "[[rule]]\naccount = \"x\"\nuid = 10042\n")
                  .empty());
}
