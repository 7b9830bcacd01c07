// SPDX-License-Identifier: MIT
// An operator asks what the stack in use would say of a login that did not happen.
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/unit/api/sandbox.h"

namespace {

struct Explanation : Sandbox {
  ~Explanation() { warifu_decision_free(decision); }
  Explanation() = default;
  Explanation(const Explanation&) = delete;
  Explanation& operator=(const Explanation&) = delete;

  int explain(warifu_engine* engine, const warifu_presumed_login& login) {
    const int status = warifu_explain(engine, &login, decision);
    info.size = sizeof info;
    REQUIRE(warifu_decision_describe(decision, &info) == WARIFU_OK);
    return status;
  }

  warifu_decision* decision = warifu_decision_new();
};

warifu_presumed_login login_of(uint32_t uid, const char* account = "") {
  warifu_presumed_login login = WARIFU_PRESUMED_LOGIN_INIT;
  login.has_uid = 1;
  login.uid = uid;
  login.account = account;
  return login;
}

constexpr char kAllow[] = "[[verify]]\nmodule = \"uid_allowlist\"\noptions = { uids = [10042] }\n";

std::string write_keyring(const std::string& folder) {
  const std::string secret = folder + "/web.key";
  std::ofstream(secret) << std::string(64, 'a') << '\n';
  REQUIRE(::chmod(secret.c_str(), 0600) == 0);
  std::string keyring = folder + "/keyring.toml";
  std::ofstream(keyring) << "[[key]]\nslot = 1\nsecret_file = \"web.key\"\ndomain = \"web\"\n"
                            "from = [\"192.0.2.0/24\"]\n";
  return keyring;
}

}  // namespace

TEST_CASE_METHOD(Explanation, "a presumed login is judged by the stack in use", "[explain]") {
  write_stack("demo", kAllow);
  const auto engine = open();
  REQUIRE(engine);
  REQUIRE(explain(engine.get(), login_of(10'042, "app")) == WARIFU_OK);
  CHECK(info.verdict == WARIFU_PASSED);
  CHECK(info.owner.uid == 10'042);
  CHECK(info.owner.source == WARIFU_SOURCE_SAVED_SYN);
  CHECK(info.step_count == 1);

  REQUIRE(explain(engine.get(), login_of(10'043, "app")) == WARIFU_OK);
  CHECK(info.verdict == WARIFU_REFUSED);
  CHECK(std::string(info.reason_id) == "uid_allowlist.not-listed");
  CHECK(info.line != 0);
}

TEST_CASE_METHOD(Explanation, "a presumed login leaves no line in the log", "[explain]") {
  write_stack("demo", kAllow);
  const auto engine = open();
  REQUIRE(engine);
  REQUIRE(explain(engine.get(), login_of(10'043)) == WARIFU_OK);
  CHECK(logged().empty());
  const UnixConnection connection(path);
  verify(engine.get(), request_for(connection.fd()));
  CHECK(logged().size() == 1);  // the log works
}

TEST_CASE_METHOD(Explanation, "a presumed connection may carry no owner", "[explain]") {
  write_stack("demo", kAllow);
  const auto engine = open();
  REQUIRE(engine);
  warifu_presumed_login login = WARIFU_PRESUMED_LOGIN_INIT;
  REQUIRE(explain(engine.get(), login) == WARIFU_OK);
  CHECK(info.verdict == WARIFU_REFUSED);
  CHECK(info.owner.has_uid == 0);
  CHECK(std::string(info.reason_id) == "owner.no-option");
}

TEST_CASE_METHOD(Explanation, "modules are told that nobody logs in", "[explain]") {
  module_dir = TEST_MODULES;
  write_stack("demo", "[[verify]]\nmodule = \"tell_presumed\"\n");
  const auto engine = open();
  REQUIRE(engine);
  REQUIRE(explain(engine.get(), login_of(1)) == WARIFU_OK);
  CHECK(info.verdict == WARIFU_PASSED);

  const UnixConnection connection(path);
  auto boastful = request_for(connection.fd());
  boastful.flags = WARIFU_PRESUMED;  // the host's to set, not a server's
  CHECK(verify(engine.get(), boastful) == WARIFU_REFUSED);
}

TEST_CASE_METHOD(Explanation, "the domain stands for the signature that there is not",
                 "[explain]") {
  const std::string keyring = write_keyring(path);
  write_stack("demo", "[[verify]]\nmodule = \"hmac_owner\"\noptions = { keyring = \"" + keyring +
                          "\", replay_dir = \"" + path + "\" }\n");
  const auto engine = open();
  INFO(error);
  REQUIRE(engine);
  auto login = login_of(10'042);
  std::string domain = "web";
  login.domain = domain.c_str();
  REQUIRE(explain(engine.get(), login) == WARIFU_OK);
  domain = "gone";  // the caller's string may go: the decision has its own
  CHECK(info.verdict == WARIFU_PASSED);
  CHECK(std::string(info.owner.domain) == "web");

  login.domain = "other";
  REQUIRE(explain(engine.get(), login) == WARIFU_OK);
  CHECK(std::string(info.reason_id) == "hmac_owner.unknown-domain");
  login.domain = nullptr;
  REQUIRE(explain(engine.get(), login) == WARIFU_OK);
  CHECK(std::string(info.reason_id) == "hmac_owner.no-signature");
}

TEST_CASE_METHOD(Explanation, "a presumed login that contradicts itself is refused", "[explain]") {
  write_stack("demo", "[[verify]]\nmodule = \"permit\"\n");
  const auto engine = open();
  REQUIRE(engine);
  REQUIRE(explain(engine.get(), login_of(1)) == WARIFU_OK);
  REQUIRE(info.verdict == WARIFU_PASSED);

  const auto check_refused = [this, &engine](warifu_presumed_login login) {
    CHECK(explain(engine.get(), login) == WARIFU_E_ARGUMENT);
    CHECK(info.verdict == WARIFU_REFUSED);
  };
  check_refused(login_of(0xFFFFFFFF));
  auto login = login_of(1);
  login.has_uid = 0;
  login.has_gid = 1;
  check_refused(login);
  login = login_of(1);
  login.source = WARIFU_SOURCE_NONE;
  check_refused(login);
  login = login_of(1);
  login.flags = WARIFU_PRESUMED;
  check_refused(login);
  const std::string long_name(1025, 'x');
  check_refused(login_of(1, long_name.c_str()));
  login = login_of(1);
  login.domain = long_name.c_str();
  check_refused(login);

  login = login_of(1);
  CHECK(warifu_explain(engine.get(), &login, nullptr) == WARIFU_E_ARGUMENT);
  CHECK(warifu_explain(engine.get(), nullptr, decision) == WARIFU_E_ARGUMENT);
  CHECK(warifu_explain(nullptr, &login, decision) == WARIFU_E_ARGUMENT);
}
