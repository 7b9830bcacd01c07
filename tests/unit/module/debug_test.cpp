// SPDX-License-Identifier: MIT
// The debug module: its answers, and the host's services it uses.
#include "tests/unit/module/fake_host.h"
#include "tests/unit/module/opened.h"

using module_test::FakeCall;
using module_test::ModuleFolder;

namespace {

class Debug {
 public:
  explicit Debug(const std::string& options) {
    folder_.write("debug", module_test::read_bytes(std::string(MODULES_OUT) + "/warifu_debug.so"));
    warifu::Diagnostics diagnostics;
    instance_ = open_instance(folder_, "debug", options, diagnostics);
    INFO(module_test::first_line(diagnostics));
    REQUIRE(instance_);
  }

  int verify(FakeCall& call) { return instance_->descriptor().verify(instance_->handle(), &call); }

 private:
  ModuleFolder folder_;
  std::unique_ptr<warifu::ModuleInstance> instance_;
};

}  // namespace

TEST_CASE("debug answers each code by its name") {
  const auto [word, code] =
      GENERATE(table<std::string, int>({{"pass", WARIFU_PASS},
                                        {"fail", WARIFU_FAIL},
                                        {"unknown", WARIFU_UNKNOWN},
                                        {"unavailable", WARIFU_UNAVAILABLE},
                                        {"ignore", WARIFU_IGNORE},
                                        {"error", WARIFU_ERROR},
                                        {"would_block", WARIFU_WOULD_BLOCK}}));
  FakeCall call;
  CHECK(Debug("result = \"" + word + "\"").verify(call) == code);
}

TEST_CASE("debug that would sleep would block, and otherwise does not") {
  FakeCall call;
  call.asked.flags = WARIFU_CACHED_ONLY;
  CHECK(Debug("sleep = \"1us\"\nlog = \"here\"").verify(call) == WARIFU_WOULD_BLOCK);
  CHECK(call.logged.empty());
  CHECK(Debug("").verify(call) == WARIFU_PASS);
}

TEST_CASE("debug stops sleeping at the deadline, unless it is to be faulty") {
  FakeCall call;
  call.time_left = 10;
  CHECK(Debug("sleep = \"60s\"\n").verify(call) == WARIFU_UNAVAILABLE);
  CHECK(call.explained.back() == 1);  // deadline
  call.time_left = -5;
  CHECK(Debug("sleep = \"1s\"\n").verify(call) == WARIFU_UNAVAILABLE);
  CHECK(Debug("sleep = \"1ms\"\nignore_deadline = true").verify(call) == WARIFU_PASS);
}

TEST_CASE("debug sets what it is told to and logs its line") {
  FakeCall call;
  Debug debug(
      "attribute = \"owner.name\"\nvalue = \"wp\"\ndomain = \"web\"\nlog = \"here\"\n"
      "groups = [\"staff\", \"deploy\"]\nask_group = \"deploy\"");
  CHECK(debug.verify(call) == WARIFU_PASS);
  CHECK(call.attributes.at("owner.name") == "wp");
  CHECK(call.domain_set == "web");
  CHECK(call.logged == std::vector<std::string>{"6 here"});
  CHECK(call.lookup(call.lookup_data, "staff") == 1);
  CHECK(call.lookup(call.lookup_data, "wheel") == 0);
}

TEST_CASE("debug fails who is not in a group, and does not know where nobody can tell") {
  FakeCall asked;
  CHECK(Debug("groups = \"staff\"\nask_group = \"wheel\"").verify(asked) == WARIFU_FAIL);
  FakeCall nobody;
  CHECK(Debug("ask_group = \"wheel\"").verify(nobody) == WARIFU_UNKNOWN);
}

TEST_CASE("debug answers error where the host takes nothing") {
  FakeCall call;
  call.set_result = -1;
  CHECK(Debug("attribute = \"uid\"\n").verify(call) == WARIFU_ERROR);
  CHECK(Debug("domain = \"web\"\n").verify(call) == WARIFU_ERROR);
  CHECK(Debug("groups = \"staff\"\n").verify(call) == WARIFU_ERROR);
}
