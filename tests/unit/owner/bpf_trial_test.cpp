// SPDX-License-Identifier: MIT
// Trying bpf(2) in a child, in servers of every kind.
#include "core/owner/bpf_trial.h"

#include <linux/seccomp.h>
#include <signal.h>
#include <sys/wait.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <cerrno>
#include <thread>

#include "core/owner/evidence.h"
#include "core/owner/record_map.h"
#include "tests/unit/owner/child.h"
#include "tests/unit/owner/connection.h"
#include "tests/unit/owner/seccomp.h"
#include "tests/unit/owner/summary.h"

using namespace warifu;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

std::string trial() {
  return fault_of_bpf_calls().value_or("allowed");
}

// What the library does in a process with such a filter.
std::string under_filter(uint32_t action) {
  return in_child([action] {
    filter_bpf(action);
    return std::string(is_filtered() ? "filtered, " : "") + trial();
  });
}

std::atomic<int> handled;
void count(int) {
  ++handled;
}

void handle(int signal, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  sigaction(signal, &action, nullptr);
}

constexpr char kDeadly[] = "the server's filter of system calls ends a process that calls bpf(2)";

}  // namespace

TEST_CASE("where bpf(2) is let through the trial says so", "[bpf_trial]") {
  CHECK(under_filter(SECCOMP_RET_ALLOW) == "filtered, allowed");
}

TEST_CASE("a filter that kills, kills the child and not the server", "[bpf_trial]") {
  CHECK_THAT(under_filter(SECCOMP_RET_KILL_PROCESS),
             StartsWith(std::string("filtered, ") + kDeadly));
  CHECK_THAT(under_filter(SECCOMP_RET_KILL_THREAD),
             StartsWith(std::string("filtered, ") + kDeadly));
}

TEST_CASE("a filter that refuses is told with its errno", "[bpf_trial]") {
  CHECK_THAT(under_filter(SECCOMP_RET_ERRNO | EPERM), Contains("refuses bpf(2): Operation not"));
  CHECK_THAT(under_filter(SECCOMP_RET_ERRNO | ENOSYS), Contains("Function not implemented"));
}

TEST_CASE("a server's handler of SIGSYS does not run in the child", "[bpf_trial]") {
  const std::string said = in_child([] {
    handle(SIGSYS, [](int) { _exit(3); });
    filter_bpf(SECCOMP_RET_TRAP);
    return trial();
  });
  CHECK_THAT(said, StartsWith(kDeadly));
}

TEST_CASE("a server that ignores SIGCHLD, or reaps in its handler, notices nothing",
          "[bpf_trial]") {
  CHECK(in_child([] {
          handle(SIGCHLD, SIG_IGN);
          filter_bpf(SECCOMP_RET_ALLOW);
          return trial();
        }) == "allowed");
  CHECK(in_child([] {
          handle(SIGCHLD, count);
          filter_bpf(SECCOMP_RET_ALLOW);
          const std::string said = trial();
          const bool alone = waitpid(-1, nullptr, __WALL | WNOHANG) < 0 && errno == ECHILD;
          return said + ", " + std::to_string(handled) + " signals" + (alone ? "" : ", a child");
        }) == "allowed, 0 signals");
}

TEST_CASE("the death of the child is no signal to the server either", "[bpf_trial]") {
  const std::string said = in_child([] {
    handle(SIGCHLD, count);
    filter_bpf(SECCOMP_RET_KILL_PROCESS);
    const std::string fault = trial();
    const bool alone = waitpid(-1, nullptr, __WALL | WNOHANG) < 0 && errno == ECHILD;
    return std::to_string(handled) + (alone ? " " : " child ") + fault;
  });
  CHECK_THAT(said, StartsWith(std::string("0 ") + kDeadly));
}

TEST_CASE("somebody who waits for every child takes nothing from the trial", "[bpf_trial]") {
  const std::string said = in_child([] {
    filter_bpf(SECCOMP_RET_ALLOW);
    std::atomic<bool> done = false;
    std::thread thief([&done] {
      while (!done)
        waitpid(-1, nullptr, __WALL | WNOHANG);
    });
    int allowed = 0;
    for (int i = 0; i < 50; ++i)
      allowed += trial() == "allowed" ? 1 : 0;
    done = true;
    thief.join();
    return std::to_string(allowed);
  });
  CHECK(said == "50");
}

TEST_CASE("signals are blocked during the trial only", "[bpf_trial]") {
  CHECK(in_child([] {
          sigset_t before, after;
          pthread_sigmask(SIG_SETMASK, nullptr, &before);
          filter_bpf(SECCOMP_RET_ALLOW);
          trial();
          pthread_sigmask(SIG_SETMASK, nullptr, &after);
          for (int signal = 1; signal < SIGRTMIN; ++signal) {
            if (sigismember(&before, signal) != sigismember(&after, signal)) return "changed";
          }
          return "the same";
        }) == "the same");
}

TEST_CASE("under a filter that kills records are not asked for, and the next source is",
          "[bpf_trial]") {
  const std::string said = in_child([] {
    const UniqueFd listener = listen_tcp("127.0.0.1", true);
    const Connection connection = connect_over(listener.get(), "127.0.0.1");
    filter_bpf(SECCOMP_RET_KILL_PROCESS);
    RecordMap records("/run/warifu", {});
    records.prepare();
    records.refresh();
    const Evidence evidence = read_evidence(connection.server.get(), {}, &records);
    return summary(evidence) + " " + evidence.detail + " / " + records.trouble();
  });
  CHECK_THAT(said, StartsWith(std::string("no-option owner.no-option record: ") + kDeadly));
  CHECK_THAT(said, Contains(std::string(" / ") + kDeadly));
}
