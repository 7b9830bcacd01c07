// SPDX-License-Identifier: MIT
// A program of its own, linked with allocation_counter.cpp.
#define CATCH_CONFIG_RUNNER
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/unit/api/allocation_counter.h"
#include "tests/unit/api/sandbox.h"
#include "tests/unit/owner/child.h"
#include "tests/unit/owner/record_maker.h"
#include "tests/unit/owner/record_text.h"

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

namespace {

// How many allocations 1000 warm verifies of `fd` make; they must all pass.
std::string count_for(warifu_engine* engine, int fd) {
  const warifu_request request = request_for(fd, "shop");
  warifu_decision* const decision = warifu_decision_new();
  int wrong = warifu_verify(engine, &request, decision) == WARIFU_PASSED ? 0 : 1;
  const size_t before = allocation_count();
  for (int i = 0; i < 1000; ++i)
    wrong += warifu_verify(engine, &request, decision) == WARIFU_PASSED ? 0 : 1;
  const size_t counted = allocation_count() - before;
  warifu_decision_free(decision);
  return std::to_string(wrong) + " wrong, " + std::to_string(counted) + " allocations";
}

EnginePtr engine_with_records(const std::string& path) {
  const std::string runtime = path + "/run";
  warifu_open_options options = WARIFU_OPEN_OPTIONS_INIT;
  options.service = "demo";
  options.config_dir = path.c_str();
  options.module_dir = MODULES_OUT;
  options.runtime_dir = runtime.c_str();
  options.flags = WARIFU_ALLOW_USER_OWNED;
  options.log = discard;
  return EnginePtr(warifu_open(&options, nullptr));
}

std::string stack_for(uint32_t uid) {
  return "[[verify]]\nmodule = \"uid_allowlist\"\noptions = { uids = [" + std::to_string(uid) +
         "] }\n";
}

}  // namespace

TEST_CASE_METHOD(Sandbox, "a warm verify from a record allocates nothing", "[allocation]") {
  WARIFU_NEEDS_ROOT();
  write_stack("demo", stack_for(1000));
  std::filesystem::create_directories(path + "/run/bpf");
  CHECK(warifu::in_child([this] {
          warifu::mount_bpffs(path + "/run/bpf");
          const auto map = warifu::make_storage_map();
          warifu::pin(map, path + "/run/bpf/" WARIFU_RECORD_PIN);
          const auto engine = engine_with_records(path);
          const TcpConnection connection(true);
          warifu::put_record(map, connection.fd(),
                             warifu::with_syn(warifu::bare_record(), warifu::kSignedClaim));
          return count_for(engine.get(), connection.fd());
        }) == "0 wrong, 0 allocations");
}

TEST_CASE_METHOD(Sandbox, "records that nobody makes cost the next source no allocation",
                 "[allocation]") {
  write_stack("demo", stack_for(getuid()));
  const auto engine = engine_with_records(path);
  REQUIRE(engine);
  const UnixConnection connection(path);
  // Once a second the map is looked for, which takes memory: not every run may fall on that.
  std::string counted;
  for (int run = 0; run < 20 && counted != "0 wrong, 0 allocations"; ++run)
    counted = count_for(engine.get(), connection.fd());
  CHECK(counted == "0 wrong, 0 allocations");
}
