// SPDX-License-Identifier: MIT
// The modules that come with the project, loaded and asked as the engine does.
#include "core/module/descriptor.h"
#include "tests/unit/module/fake_host.h"
#include "tests/unit/module/opened.h"

using module_test::FakeCall;
using module_test::first_line;
using module_test::ModuleFolder;
using warifu::Diagnostics;

namespace {

void install_standard(const ModuleFolder& folder, const std::string& name) {
  folder.write(name, module_test::read_bytes(std::string(MODULES_OUT) + "/warifu_" + name + ".so"));
}

// The id of the last reason given; "" for none.
std::string reason(const warifu::ModuleInstance& instance, const FakeCall& call) {
  if (call.explained.empty()) return "";
  return warifu::reason_at(instance.descriptor(), call.explained.back()).id;
}

std::string refusal(const std::string& options) {
  const ModuleFolder folder;
  install_standard(folder, "uid_allowlist");
  Diagnostics diagnostics;
  CHECK_FALSE(open_instance(folder, "uid_allowlist", options, diagnostics));
  return first_line(diagnostics);
}

}  // namespace

TEST_CASE("permit passes, deny fails and says why, whoever asks") {
  const ModuleFolder folder;
  for (const std::string name : {"permit", "deny"}) {
    install_standard(folder, name);
    Diagnostics diagnostics;
    const auto instance = open_instance(folder, name, "", diagnostics);
    REQUIRE(instance);
    FakeCall call;
    CHECK(instance->descriptor().verify(instance->handle(), &call) ==
          (name == "permit" ? WARIFU_PASS : WARIFU_FAIL));
    CHECK(reason(*instance, call) == (name == "permit" ? "" : "always"));
  }
}

TEST_CASE("permit takes no options") {
  const ModuleFolder folder;
  install_standard(folder, "permit");
  Diagnostics diagnostics;
  CHECK_FALSE(open_instance(folder, "permit", "uids = [1]", diagnostics));
  CHECK(first_line(diagnostics) == module_test::kStack +
                                       ":1:1: unknown option \"uids\" of module \"permit\"; it "
                                       "takes no options; take this one out");
}

TEST_CASE("uid_allowlist decides by its lists and names the owner it refuses") {
  const ModuleFolder folder;
  install_standard(folder, "uid_allowlist");
  Diagnostics diagnostics;
  const auto instance = open_instance(folder, "uid_allowlist",
                                      "uids = [33, \"10000-10999\"]\ndeny_uids = 10500\n"
                                      "domain = \"web\"\n",
                                      diagnostics);
  REQUIRE(instance);
  const auto ask = [&](FakeCall& call) {
    return instance->descriptor().verify(instance->handle(), &call);
  };
  FakeCall none;
  CHECK(ask(none) == WARIFU_UNKNOWN);
  CHECK(reason(*instance, none) == "no-owner");
  FakeCall listed;
  listed.set_owner(10000, 1);
  listed.who.domain = "web";
  CHECK(ask(listed) == WARIFU_PASS);
  CHECK(listed.explained.empty());
  FakeCall denied;
  denied.set_owner(10500, 7);
  denied.who.domain = "web";
  CHECK(ask(denied) == WARIFU_FAIL);
  CHECK(reason(*instance, denied) == "denied");
  CHECK(denied.detail == "uid 10500, gid 7");
  FakeCall stranger;
  stranger.set_owner(4294967294u);
  stranger.who.domain = "web";
  CHECK(ask(stranger) == WARIFU_FAIL);
  CHECK(reason(*instance, stranger) == "not-listed");
  CHECK(stranger.detail == "uid 4294967294");
  FakeCall elsewhere;
  elsewhere.set_owner(10000);
  CHECK(ask(elsewhere) == WARIFU_UNKNOWN);
  CHECK(reason(*instance, elsewhere) == "other-domain");
}

TEST_CASE("uid_allowlist without anybody listed does not load") {
  const std::string says =
      ":1:1: uid_allowlist lists nobody; give at least one of uids, gids, deny_uids, deny_gids";
  CHECK(refusal("") == module_test::kStack + says);
  CHECK(refusal("deny_uids = []") == module_test::kStack + says);
  CHECK(refusal("domain = \"web\"") == module_test::kStack + says);
}

TEST_CASE("uid_allowlist with an empty domain does not load") {
  CHECK(refusal("uids = [1]\ndomain = \"\"") ==
        module_test::kStack +
            ":2:10: domain is empty; name the uid space, or leave domain out to accept any");
}

TEST_CASE("uid_allowlist that allows an empty list loads, with a warning") {
  const ModuleFolder folder;
  install_standard(folder, "uid_allowlist");
  Diagnostics diagnostics;
  CHECK(open_instance(folder, "uid_allowlist", "uids = []", diagnostics));
  CHECK_FALSE(diagnostics.has_errors());
  CHECK(first_line(diagnostics) ==
        module_test::kStack +
            ":1:8: warning: nobody is listed, so this entry passes nobody; add "
            "who may pass");
}

TEST_CASE("the documentation's example passes in office hours only, by the host's clock") {
  const ModuleFolder folder;
  folder.install("office_hours");
  Diagnostics diagnostics;
  const auto instance = open_instance(folder, "office_hours", "from = 9\nuntil = 17", diagnostics);
  REQUIRE(instance);
  const auto at_hour = [&](int64_t hour) {
    FakeCall call;
    call.now = (20'000 * 24 + hour) * 3600 * 1'000'000'000;
    return instance->descriptor().verify(instance->handle(), &call);
  };
  CHECK(at_hour(8) == WARIFU_FAIL);
  CHECK(at_hour(9) == WARIFU_PASS);
  CHECK(at_hour(16) == WARIFU_PASS);
  CHECK(at_hour(17) == WARIFU_FAIL);
}
