// SPDX-License-Identifier: MIT
// The walk of three trivial modules, beside libpam with three pam_permit.so: what libpam takes
// for a handle that is kept, and for one that is made and ended each time, as servers do.
#include <benchmark/benchmark.h>
#include <security/pam_appl.h>

#include <array>
#include <cstdlib>

#include "core/stack/walk.h"
#include "tests/integration/pam_oracle/pam_side.h"
#include "tests/integration/pam_oracle/quiet_host.h"
#include "warifu/module.h"

namespace {

using namespace warifu;

int always_pass(void* /*instance*/, const warifu_call* /*call*/) {
  return WARIFU_PASS;
}

// Calls modules as the engine does: by the function pointer of a descriptor.
class ThreeModules : public EntryCaller {
 public:
  ThreeModules() {
    for (warifu_module& each : modules_) {
      each.verify = always_pass;
      benchmark::DoNotOptimize(each.verify);
    }
  }
  int call(size_t index) override { return modules_.at(index).verify(nullptr, nullptr); }

 private:
  std::array<warifu_module, 3> modules_{};
};

void walk_three_modules(benchmark::State& state) {
  std::array<PlanEntry, 3> plan;
  for (PlanEntry& each : plan) {
    each.control = required_control();
  }
  ThreeModules modules;
  for (auto _ : state) {
    const WalkResult result = walk(plan, modules);
    if (result.code != WARIFU_PASS) {
      state.SkipWithError("the walk did not pass");
      return;
    }
  }
}

int say_nothing(int /*count*/, const pam_message** /*messages*/, pam_response** responses,
                void* /*data*/) {
  *responses = nullptr;
  return PAM_SUCCESS;
}

class ThreePermits {
 public:
  ThreePermits() {
    folder_.write("three",
                  "auth required pam_permit.so\n"
                  "auth required pam_permit.so\n"
                  "auth required pam_permit.so\n");
  }

  [[nodiscard]] pam_handle_t* start() const {
    pam_handle_t* handle = nullptr;
    const int started =
        pam_start_confdir("three", "nobody", &conversation_, folder_.path().c_str(), &handle);
    return started == PAM_SUCCESS ? handle : nullptr;
  }

 private:
  oracle::ConfFolder folder_;
  pam_conv conversation_ = {say_nothing, nullptr};
};

void pam_authenticate_three_permits(benchmark::State& state) {
  const ThreePermits permits;
  pam_handle_t* handle = permits.start();
  for (auto _ : state) {
    if (handle == nullptr || pam_authenticate(handle, PAM_SILENT) != PAM_SUCCESS) {
      state.SkipWithError("pam_authenticate failed");
      break;
    }
  }
  if (handle != nullptr) {
    (void)pam_end(handle, PAM_SUCCESS);
  }
}

void pam_start_authenticate_end_three_permits(benchmark::State& state) {
  const ThreePermits permits;
  for (auto _ : state) {
    pam_handle_t* handle = permits.start();
    const int result =
        handle == nullptr ? static_cast<int>(PAM_ABORT) : pam_authenticate(handle, PAM_SILENT);
    if (handle != nullptr) {
      (void)pam_end(handle, result);
    }
    if (result != PAM_SUCCESS) {
      state.SkipWithError("pam_authenticate failed");
      break;
    }
  }
}

BENCHMARK(walk_three_modules);
BENCHMARK(pam_authenticate_three_permits);
BENCHMARK(pam_start_authenticate_end_three_permits);

}  // namespace

int main(int argc, char** argv) {
  oracle::drop_audit_capability();
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) {
    return EXIT_FAILURE;
  }
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return EXIT_SUCCESS;
}
