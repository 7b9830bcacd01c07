// SPDX-License-Identifier: MIT
#include "core/cli/key/key_usage.h"

#include <catch2/catch.hpp>

using namespace warifu;
using namespace warifu::cli;

namespace {

constexpr int64_t kNow = 1'800'000'000;
constexpr std::chrono::minutes kQuiet{10};
const std::string kOld = "0000000000000001";
const std::string kNew = "0000000000000002";

wire::KeyUsageRow row(uint8_t name, int64_t first_ago, int64_t last_ago, uint64_t passed = 1) {
  wire::KeyUsageRow made;
  made.fingerprint.back() = name;
  made.passed = passed;
  made.first_used = kNow - first_ago;
  made.last_used = kNow - last_ago;
  return made;
}

ServiceUsage usage(std::vector<wire::KeyUsageRow> rows, uint64_t uncounted = 0) {
  return {"postgresql", {std::move(rows), uncounted}};
}

std::optional<Objection> ask(const ServiceUsage& usage) {
  return objection_to_retiring(usage, kOld, kNew, kQuiet, kNow);
}

}  // namespace

TEST_CASE("a key that was quiet for long enough, beside one in use, may be retired") {
  CHECK(!ask(usage({row(1, 9000, 600), row(2, 700, 1)})));
  CHECK(!ask(usage({row(2, 700, 1)})));  // the old one never: the host was started anew
}

TEST_CASE("a key that was used a moment ago may not") {
  const auto objection = ask(usage({row(1, 9000, 599), row(2, 9000, 1)}));
  REQUIRE(objection);
  CHECK(objection->is_in_use);
  CHECK(objection->text.find("key 0000000000000001 was last used 599 s ago by postgresql") == 0);
}

TEST_CASE("a clock that was set back makes no key quiet") {
  const auto objection = ask(usage({row(1, 9000, -100), row(2, 9000, 1)}));
  REQUIRE(objection);
  CHECK(objection->is_in_use);
}

TEST_CASE("a quiet server proves nothing while no client was seen with the new key") {
  for (const auto& seen :
       {usage({}), usage({row(1, 9000, 900)}), usage({row(1, 9000, 900), row(2, 9000, 1, 0)})}) {
    const auto objection = ask(seen);
    REQUIRE(objection);
    CHECK(!objection->is_in_use);
    CHECK(objection->text.find("no login with key 0000000000000002") == 0);
  }
}

TEST_CASE("counting that began a moment ago proves nothing") {
  const auto objection = ask(usage({row(2, 599, 1)}));
  REQUIRE(objection);
  CHECK(!objection->is_in_use);
  CHECK(!ask(usage({row(2, 599, 1), row(3, 600, 600)})));
}

TEST_CASE("a table that was full may have missed the old key") {
  CHECK(ask(usage({row(2, 9000, 1)}, 1)));
  CHECK(!ask(usage({row(1, 9000, 900), row(2, 9000, 1)}, 1)));
}

TEST_CASE("a new key may be given up unless it is in use") {
  CHECK(!objection_to_dropping(usage({}), kNew, kQuiet, kNow));
  CHECK(!objection_to_dropping(usage({row(1, 900, 1), row(2, 900, 600)}), kNew, kQuiet, kNow));
  const auto objection = objection_to_dropping(usage({row(2, 900, 5)}), kNew, kQuiet, kNow);
  REQUIRE(objection);
  CHECK(objection->is_in_use);
}

TEST_CASE("a service is a name or a folder") {
  CHECK(read_usage("/nonexistent", "../x").error().text.find("/x/keys") != std::string::npos);
  CHECK(read_usage("/nonexistent", "a b").error().text.find("no service name") !=
        std::string::npos);
  CHECK(read_usage("/nonexistent", "shop").error().text.find("/nonexistent/replay/shop/keys") == 0);
}
