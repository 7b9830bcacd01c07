// SPDX-License-Identifier: MIT
// A program of its own, linked with allocation_counter.cpp.
#define CATCH_CONFIG_RUNNER
#include <unistd.h>

#include <catch2/catch.hpp>

#include "tests/unit/api/allocation_counter.h"
#include "tests/unit/api/sandbox.h"

namespace {
void discard(void*, const char*, size_t) {}
}  // namespace

int main(int argc, char** argv) {
  return Catch::Session().run(argc, argv);
}

TEST_CASE_METHOD(Sandbox, "a warm verify allocates nothing, passed or refused", "[allocation]") {
  for (const uint32_t uid : {getuid(), getuid() + 1}) {
    write_stack("demo", allow_uid(uid));
    warifu_open_options options = WARIFU_OPEN_OPTIONS_INIT;
    options.service = "demo";
    options.config_dir = path.c_str();
    options.module_dir = MODULES_OUT;
    options.flags = WARIFU_ALLOW_USER_OWNED;
    options.log = discard;
    const EnginePtr engine(warifu_open(&options, nullptr));
    REQUIRE(engine);
    const UnixConnection connection(path);
    const warifu_request request = request_for(connection.fd(), "shop");
    warifu_decision* const decision = warifu_decision_new();
    const int expected = uid == getuid() ? WARIFU_PASSED : WARIFU_REFUSED;
    int wrong = warifu_verify(engine.get(), &request, decision) == expected ? 0 : 1;
    const size_t before = allocation_count();
    for (int i = 0; i < 1000; ++i) {
      wrong += warifu_verify(engine.get(), &request, decision) == expected ? 0 : 1;
    }
    const size_t counted = allocation_count() - before;
    warifu_decision_free(decision);
    CHECK(wrong == 0);
    CHECK(counted == 0);
  }
}
