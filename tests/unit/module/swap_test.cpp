// SPDX-License-Identifier: MIT
// The swap attack: somebody exchanges a trusted module for one of their own while it is loaded.
#include <fcntl.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "tests/unit/module/module_folder.h"

using module_test::ModuleFolder;

namespace {

// Keeps exchanging two files until it goes (renameat2(2): the name is never absent).
class Swapper {
 public:
  Swapper(std::string a, std::string b)
      : a_(std::move(a)), b_(std::move(b)), thread_([this] {
          while (!stop_) {
            if (renameat2(AT_FDCWD, a_.c_str(), AT_FDCWD, b_.c_str(), RENAME_EXCHANGE) != 0)
              failed_ = true;
            ++swaps_;
          }
        }) {}
  ~Swapper() { stop(); }
  Swapper(const Swapper&) = delete;
  Swapper& operator=(const Swapper&) = delete;

  void stop() {
    stop_ = true;
    if (thread_.joinable()) thread_.join();
  }
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  std::string a_, b_;
  std::atomic<bool> stop_{false}, failed_{false};
  std::atomic<long> swaps_{0};
  std::thread thread_;
};

// Loads `name` in a process of its own; that process's exit status.
int load_in_new_process(const ModuleFolder& folder, const std::string& name) {
  std::string user = std::to_string(getuid());
  std::string path = folder.path();
  std::string module = name;
  std::string program = MODULE_LOADER;
  char* arguments[] = {program.data(), path.data(), module.data(), user.data(), nullptr};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const int failed = posix_spawn(&child, program.c_str(), &actions, nullptr, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  REQUIRE(failed == 0);
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  return WEXITSTATUS(status);
}

// Root can give the bad file to somebody; others leave it open to everyone.
void make_untrusted(const std::string& path) {
  if (getuid() == 0) {
    REQUIRE(chown(path.c_str(), 1234, 1234) == 0);
  } else {
    REQUIRE(chmod(path.c_str(), 0666) == 0);
  }
}

}  // namespace

TEST_CASE("a module swapped in a loop while it is loaded never runs unless it is trusted") {
  const ModuleFolder folder;
  const std::string good = folder.install("good");
  // What tells them apart is who runs: "other" claims to be nobody but itself.
  const std::string bad = folder.install("other");
  make_untrusted(bad);
  REQUIRE(load_in_new_process(folder, "good") == 0);
  REQUIRE(load_in_new_process(folder, "other") == 1);

  Swapper swapper(good, bad);
  int loaded = 0;
  int refused = 0;
  for (int round = 0; round < 400 && (round < 60 || loaded == 0 || refused == 0); ++round) {
    const int status = load_in_new_process(folder, "good");
    REQUIRE((status == 0 || status == 1));
    ++(status == 0 ? loaded : refused);
  }
  swapper.stop();
  CHECK_FALSE(swapper.failed());
  CHECK(loaded > 0);
  CHECK(refused > 0);
  const std::string marks = folder.marks();
  CHECK(marks.find("other") == std::string::npos);
  CHECK(marks.find("good") != std::string::npos);
}
