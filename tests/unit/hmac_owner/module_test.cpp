// SPDX-License-Identifier: MIT
// hmac_owner as the engine loads it: from its shared object, with files that the host guards.
#include <sys/stat.h>

#include <ctime>
#include <filesystem>

#include "core/module/descriptor.h"
#include "tests/unit/hmac_owner/connection.h"
#include "tests/unit/hmac_owner/keyring_text.h"
#include "tests/unit/module/opened.h"

using namespace hmac_owner_test;
using module_test::ModuleFolder;
using module_test::write_bytes;
using warifu::Diagnostics;

namespace {

// A folder with the module, a keyring and the secret "keys/a" that it names.
class Installed {
 public:
  explicit Installed(const std::string& keyring_text) {
    folder_.write("hmac_owner",
                  module_test::read_bytes(std::string(MODULES_OUT) + "/warifu_hmac_owner.so"));
    std::filesystem::create_directory(path("keys"));
    REQUIRE(chmod(path("keys").c_str(), 0700) == 0);
    write_bytes(path("keyring.toml"), keyring_text);
    write_secret(kSecret + "\n", 0600);
  }

  void write_secret(const std::string& text, mode_t mode) const {
    write_bytes(path("keys/a"), text);
    REQUIRE(chmod(path("keys/a").c_str(), mode) == 0);
  }

  [[nodiscard]] std::string path(const std::string& name) const {
    return folder_.path() + "/" + name;
  }

  std::unique_ptr<warifu::ModuleInstance> open(const std::string& more = "") {
    return open_instance(folder_, "hmac_owner",
                         "keyring = \"" + path("keyring.toml") + "\"\n" + more, told_);
  }

  // What was told, with the folder's name left out.
  [[nodiscard]] std::string told() const {
    std::string text;
    for (const auto& item : told_.items()) {
      text += warifu::to_line(item) + "\n";
    }
    for (size_t at = 0; (at = text.find(folder_.path())) != std::string::npos;) {
      text.erase(at, folder_.path().size());
    }
    return text;
  }

 private:
  ModuleFolder folder_;
  Diagnostics told_;
};

int ask(const warifu::ModuleInstance& instance, Connection& connection) {
  return instance.descriptor().verify(instance.handle(), &connection);
}

}  // namespace

TEST_CASE("the module verifies a proof", "[module]") {
  Installed installed(entry("domain = \"web\""));
  const auto instance = installed.open("require = \"proof\"");
  CAPTURE(installed.told());
  REQUIRE(instance);
  REQUIRE(instance->descriptor().process_start(instance->handle()) == 0);
  Connection claim;
  claim.sign_claim();
  CHECK(ask(*instance, claim) == WARIFU_FAIL);
  CHECK(claim.reason() == "no-proof");
  Connection proof;
  proof.sign_proof();
  CHECK(ask(*instance, proof) == WARIFU_PASS);
  CHECK(proof.domain_set == "web");
}

TEST_CASE("each reason has an id, a meaning and a remedy", "[module]") {
  Installed installed(entry());
  const auto instance = installed.open();
  REQUIRE(instance);
  const warifu_module& module = instance->descriptor();
  CHECK(module.flags ==
        (WARIFU_MODULE_THREAD_SAFE | WARIFU_MODULE_SETS_DOMAIN | WARIFU_MODULE_SIGNATURE));
  for (const char* id : {"signed",
                         "no-owner",
                         "no-signature",
                         "no-proof",
                         "local-owner",
                         "disagree",
                         "unknown-slot",
                         "wrong-key",
                         "too-old",
                         "too-new",
                         "key-retired",
                         "key-not-yet-valid",
                         "key-expired",
                         "uid-not-allowed",
                         "replayed",
                         "cache-full",
                         "no-replay-cache",
                         "no-cookie",
                         "clock-set-back",
                         "owner-over-quota",
                         "source-not-allowed",
                         "incomplete-evidence"}) {
    CAPTURE(id);
    bool found = false;
    for (uint32_t i = 0; i < module.reason_count; ++i)
      found = found || std::string(warifu::reason_at(module, i).id) == id;
    CHECK(found);
  }
}

TEST_CASE("a keyring that is not there is told at the option", "[module]") {
  Installed installed(entry());
  std::filesystem::remove(installed.path("keyring.toml"));
  CHECK_FALSE(installed.open());
  CHECK(installed.told().starts_with(module_test::kStack + ":1:11: /keyring.toml"));
}

TEST_CASE("mistakes of a keyring are told at their place in it", "[module]") {
  Installed installed(entry("binds = 1") + entry("state = \"retired\""));
  CHECK_FALSE(installed.open());
  CHECK(installed.told() == "/keyring.toml:5:1: unknown key \"binds\"; did you mean \"bind\"?\n");
}

TEST_CASE("warnings do not keep a keyring from loading", "[module]") {
  Installed installed(entry("uids = [0]"));
  CHECK(installed.open());
  CHECK(installed.told().starts_with("/keyring.toml:1:1: warning: this key may speak for uid 0;"));
}

TEST_CASE("a secret that others can read is no secret", "[module]") {
  Installed installed(entry());
  installed.write_secret(kSecret, 0644);
  CHECK_FALSE(installed.open());
  CHECK(installed.told().starts_with("/keyring.toml:3:15: /keys/a"));
}

TEST_CASE("a secret file without a secret is told, and none of it", "[module]") {
  Installed installed(entry());
  installed.write_secret(kSecret.substr(0, 60) + "zzzz", 0600);
  CHECK_FALSE(installed.open());
  CHECK(installed.told() ==
        "/keyring.toml:3:15: /keys/a holds no secret: it has something else than hexadecimal "
        "digits; make one with `warifu key generate` or `warifu key derive`\n");
}

TEST_CASE("a secret file that is too large is not read", "[module]") {
  Installed installed(entry());
  installed.write_secret(kSecret + std::string(4096, ' '), 0600);
  CHECK_FALSE(installed.open());
  CHECK(installed.told().starts_with("/keyring.toml:3:15: "));
}

TEST_CASE("options of the module are checked", "[module]") {
  Installed installed(entry());
  CHECK_FALSE(installed.open("require = \"both\"\nreplay_capacity = 1\naccept_local = 1"));
  const std::string told = installed.told();
  for (const char* line : {":2:11: ", ":3:19: ", ":4:16: "}) {
    CAPTURE(told, line);
    CHECK(told.find(line) != std::string::npos);
  }
}

namespace {

// A claim of this moment: the replay cache knows when the host was started.
int ask_now(const warifu::ModuleInstance& instance, Connection& connection, uint64_t cookie) {
  connection.now = connection.seen.read_at = int64_t{time(nullptr)} * 1'000'000'000;
  connection.seen.socket_cookie = cookie;
  connection.sign_claim();
  return ask(instance, connection);
}

}  // namespace

TEST_CASE("the module remembers claims in its folder, and counts the use of keys", "[module]") {
  Installed installed(entry());
  std::filesystem::create_directory(installed.path("replay"));
  REQUIRE(chmod(installed.path("replay").c_str(), 0700) == 0);
  const std::string options = "replay_dir = \"" + installed.path("replay") + "\"";
  const auto instance = installed.open(options);
  CAPTURE(installed.told());
  REQUIRE(instance);
  REQUIRE(instance->descriptor().process_start(instance->handle()) == 0);
  Connection first;
  CHECK(ask_now(*instance, first, 77) == WARIFU_PASS);
  CAPTURE(first.reason(), first.detail);
  CHECK(ask(*instance, first) == WARIFU_PASS);
  // Sent again by somebody else: the same bytes, another connection.
  first.seen.socket_cookie = 78;
  first.attributes.clear();
  CHECK(ask(*instance, first) == WARIFU_FAIL);
  CHECK(first.reason() == "replayed");
  // A stack that was loaded anew, or a server that was started anew, remembers.
  const auto reloaded = installed.open(options);
  REQUIRE(reloaded);
  REQUIRE(reloaded->descriptor().process_start(reloaded->handle()) == 0);
  CHECK(ask(*reloaded, first) == WARIFU_FAIL);
  CHECK(first.reason() == "replayed");
  CHECK(std::distance(std::filesystem::directory_iterator(installed.path("replay")), {}) == 2);
}

TEST_CASE("without a folder of its own the module refuses claims, and says why", "[module]") {
  Installed installed(entry());
  const auto instance =
      installed.open("replay_dir = \"" + installed.path("none") + "\"\nreplay_capacity = 256");
  REQUIRE(instance);
  REQUIRE(instance->descriptor().process_start(instance->handle()) == 0);
  Connection claim;
  CHECK(ask_now(*instance, claim, 77) == WARIFU_FAIL);
  CHECK(claim.reason() == "no-replay-cache");
  CHECK(claim.detail.find(installed.path("none")) != std::string::npos);
  Connection proof;
  proof.sign_proof();
  CHECK(ask(*instance, proof) == WARIFU_PASS);
}
