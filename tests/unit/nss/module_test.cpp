// SPDX-License-Identifier: MIT
// nss as the engine loads it, from its shared object; it asks this machine's own name service.
#include "core/module/descriptor.h"
#include "tests/unit/module/fake_host.h"
#include "tests/unit/module/opened.h"

using module_test::FakeCall;
using module_test::first_line;
using module_test::ModuleFolder;
using warifu::Diagnostics;

namespace {

// One entry, opened with options written as TOML lines.
class Opened {
 public:
  explicit Opened(const std::string& options) {
    folder_.write("nss", module_test::read_bytes(std::string(MODULES_OUT) + "/warifu_nss.so"));
    instance_ = open_instance(folder_, "nss", options, told);
    if (instance_) REQUIRE(descriptor().process_start(instance_->handle()) == 0);
  }

  [[nodiscard]] bool is_open() const { return instance_ != nullptr; }
  int verify(FakeCall& call) const { return descriptor().verify(instance_->handle(), &call); }
  int search(const FakeCall& call, const char* group) const {
    REQUIRE(call.search != nullptr);
    return call.search(instance_->handle(), &call, group);
  }
  [[nodiscard]] std::string reason(const FakeCall& call) const {
    return call.explained.empty() ? "" : warifu::reason_at(descriptor(), call.explained.back()).id;
  }

  Diagnostics told;

 private:
  [[nodiscard]] const warifu_module& descriptor() const { return instance_->descriptor(); }

  ModuleFolder folder_;
  std::unique_ptr<warifu::ModuleInstance> instance_;
};

struct Login : FakeCall {
  Login(uint32_t uid, const char* account) {
    set_owner(uid);
    asked.account = account;
    time_left = 60'000'000;
  }
};

constexpr uint32_t kNobodys = 0xFFFFFFF0;

}  // namespace

TEST_CASE("root is named root, and is in its groups") {
  const Opened entry("same_as_account = true\nrequire_user = \"root\"\nrequire_groups = \"root\"");
  Login call(0, "root");
  REQUIRE(entry.verify(call) == WARIFU_PASS);
  CHECK(call.attributes.at("owner.name") == "root");
  CHECK(entry.search(call, "root") == WARIFU_MEMBER);
  CHECK(entry.search(call, "daemon") == WARIFU_NOT_MEMBER);
  CHECK(entry.search(call, "no-such-group-of-warifu") == WARIFU_NOT_MEMBER);
  CHECK(entry.search(call, "0") == WARIFU_MEMBER_UNKNOWN);
}

TEST_CASE("another account, a uid without a name, and no owner do not pass") {
  const Opened entry("same_as_account = true");
  Login other(0, "postgres");
  CHECK(entry.verify(other) == WARIFU_FAIL);
  CHECK(entry.reason(other) == "other-account");
  Login nameless(kNobodys, "root");
  CHECK(entry.verify(nameless) == WARIFU_UNKNOWN);
  CHECK(entry.reason(nameless) == "not-found");
  FakeCall nobody;
  CHECK(entry.verify(nobody) == WARIFU_UNKNOWN);
  CHECK(entry.reason(nobody) == "no-owner");
}

TEST_CASE("without time, or with the cache only, the name service is not asked") {
  const Opened entry("");
  Login late(0, "root");
  late.time_left = 0;
  CHECK(entry.verify(late) == WARIFU_UNAVAILABLE);
  Login cold(0, "root");
  cold.asked.flags = WARIFU_CACHED_ONLY;
  CHECK(entry.verify(cold) == WARIFU_WOULD_BLOCK);
}

TEST_CASE("an answer in the cache serves the calls after it") {
  const Opened entry("cache_ttl = \"1m\"\nnegative_cache_ttl = \"1s\"");
  module_test::FakeCache cache;
  Login call(0, "root");
  call.cache = &cache;
  CHECK(entry.verify(call) == WARIFU_PASS);
  Login cached(0, "root");
  cached.cache = &cache;
  cached.asked.flags = WARIFU_CACHED_ONLY;
  CHECK(entry.verify(cached) == WARIFU_PASS);
  CHECK(cached.attributes.at("owner.name") == "root");
  cache.now += 60'000'000;
  CHECK(entry.verify(cached) == WARIFU_WOULD_BLOCK);
}

TEST_CASE("options that cannot be meant keep the stack from loading") {
  const Opened number("require_groups = [\"1000\"]");
  CHECK_FALSE(number.is_open());
  CHECK(first_line(number.told) ==
        module_test::kStack +
            ":1:18: \"1000\" cannot be a name: it is a number; write the name as the directory has "
            "it, not a number");
  const Opened span("cache_ttl = \"-1s\"");
  CHECK_FALSE(span.is_open());
}
