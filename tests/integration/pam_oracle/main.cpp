// SPDX-License-Identifier: MIT
// pam_oracle: is our walk libpam's? Random stacks go through both. Each stack has a seed of its
// own; `pam_oracle --seed N --stacks 1` repeats the stack that a mismatch named.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdio>
#include <random>

#include "tests/integration/pam_oracle/comparison.h"
#include "tests/integration/pam_oracle/notation.h"
#include "tests/integration/pam_oracle/quiet_host.h"

using namespace warifu;
using namespace warifu::oracle;

namespace {

struct Tally {
  uint64_t mismatches = 0;
  uint64_t bad_jumps = 0;
  std::array<uint64_t, kCodeCount> codes{};
};

void try_stack(uint64_t seed, Jumps jumps, const ConfFolder& folder, Tally& tally) {
  const RandomStack stack = random_stack(seed, jumps);
  const Comparison comparison = compare(stack, jumps, folder);
  tally.bad_jumps += comparison.saw_bad_jump ? 1 : 0;
  ++tally.codes.at(static_cast<size_t>(comparison.code));
  if (!comparison.difference.empty()) {
    ++tally.mismatches;
    std::printf("MISMATCH at seed %llu, jumps %s\n%s%s\n", static_cast<unsigned long long>(seed),
                jumps == Jumps::kAnywhere ? "anywhere" : "within their level",
                comparison.difference.c_str(), describe(stack).c_str());
  }
}

// Equality says little where stacks hardly differ: over many, all that can happen must have.
bool is_telling(const Tally& tally, uint64_t stacks) {
  constexpr uint64_t kMany = 1000;
  const bool each_code =
      std::all_of(tally.codes.begin(), tally.codes.end(), [](uint64_t count) { return count > 0; });
  return stacks < kMany || (each_code && tally.bad_jumps > 0);
}

// The oracle itself: each code alone, under a control that hands it through.
bool oracle_works(const ConfFolder& folder) {
  for (int code = 0; code < static_cast<int>(kCodeCount); ++code) {
    folder.write("alone", "auth [default=ok] pam_debug.so auth=" + pam_code(code) + "\n");
    const PamOutcome outcome = authenticate(folder, "alone");
    if (outcome.result != pam_number(code) || outcome.called.size() != 1) {
      std::printf("pam_debug.so cannot be used: %s gives %d\n", pam_code(code).c_str(),
                  outcome.result);
      for (const std::string& message : outcome.messages) {
        std::printf("  libpam: %s\n", message.c_str());
      }
      return false;
    }
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("the stack walk against libpam");
  uint64_t seed = std::random_device{}();
  uint64_t stacks = 2000;
  app.add_option("--seed", seed, "of the first stack; the following ones count up");
  app.add_option("--stacks", stacks, "how many, each with and without jumps past the end");
  CLI11_PARSE(app, argc, argv);

  drop_audit_capability();
  const ConfFolder folder;
  if (!oracle_works(folder)) {
    return 1;
  }
  std::printf("seed %llu, %llu stacks\n", static_cast<unsigned long long>(seed),
              static_cast<unsigned long long>(stacks));
  Tally tally;
  for (uint64_t i = 0; i < stacks; ++i) {
    try_stack(seed + i, Jumps::kWithinLevel, folder, tally);
    try_stack(seed + i, Jumps::kAnywhere, folder, tally);
  }
  std::printf("%llu mismatches; libpam met %llu jumps past the end\n",
              static_cast<unsigned long long>(tally.mismatches),
              static_cast<unsigned long long>(tally.bad_jumps));
  for (size_t code = 0; code < kCodeCount; ++code) {
    std::printf("%s: %llu\n", std::string(code_name(static_cast<int>(code))).c_str(),
                static_cast<unsigned long long>(tally.codes.at(code)));
  }
  if (!is_telling(tally, stacks)) {
    std::printf("the random stacks leave out too much to tell anything\n");
    return 1;
  }
  return tally.mismatches == 0 ? 0 : 1;
}
