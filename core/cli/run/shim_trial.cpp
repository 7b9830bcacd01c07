// SPDX-License-Identifier: MIT
#include "core/cli/run/shim_trial.h"

#include <spawn.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>

#include "sdk/servers/preload/environment.h"

namespace warifu::cli {
namespace {

constexpr std::string_view kTrialWord = "__without-shim";

int ended(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : preload::kTrialFailed;
}

}  // namespace

Trial try_shim(Environment environment) {
  environment.set(preload::kTrial, "1");
  std::string name = "warifu";
  std::string word(kTrialWord);
  const std::array<char*, 3> words{name.data(), word.data(), nullptr};
  const std::vector<char*> variables = environment.pointers();
  pid_t child = -1;
  if (posix_spawn(&child, "/proc/self/exe", nullptr, nullptr, words.data(), variables.data()) !=
      0) {
    return Trial::kNotLoaded;
  }
  const int status = ended(child);
  if (status == preload::kTrialWorks) return Trial::kWorks;
  return status == preload::kTrialFailed ? Trial::kFailed : Trial::kNotLoaded;
}

bool is_trial_without_shim(int argc, char** argv) {
  return argc == 2 && argv[1] == kTrialWord;
}

}  // namespace warifu::cli
