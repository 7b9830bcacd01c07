// SPDX-License-Identifier: MIT
#include "tests/stns/crowd.h"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <iostream>
#include <random>
#include <system_error>

#include "tests/stns/tally.h"

using warifu::client::Engine;

namespace {

constexpr int kLongestPauseMicroseconds = 10000;

int checked(int result, const char* what) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
  return result;
}

// Children wait at it until it is opened: they read the end of a pipe.
class Gate {
 public:
  Gate() { checked(pipe(ends_), "pipe"); }
  Gate(const Gate&) = delete;
  Gate& operator=(const Gate&) = delete;
  ~Gate() {
    open();
    close(ends_[0]);
  }
  void open() {
    if (ends_[1] >= 0) close(std::exchange(ends_[1], -1));
  }
  void pass() {
    open();
    char byte;
    while (read(ends_[0], &byte, 1) < 0 && errno == EINTR)
      ;
  }

 private:
  int ends_[2] = {-1, -1};
};

class Crowd {
 public:
  Crowd(const Job& job, const Engine& engine) : job_(job), engine_(engine), random_(job.seed) {}

  void run() {
    while (started_ < job_.processes) {
      Gate gate;
      for (int i = 0; i < job_.at_once && started_ < job_.processes; ++i)
        start(gate);
      gate.open();
      while (killed_ < job_.kill && failed_ == 0)
        kill_one(gate);
      while (!alive_.empty())
        reap(waitpid(-1, &status_, 0));
    }
    tell({{"event", "done"},
          {"id", job_.id},
          {"started", started_},
          {"killed", killed_},
          {"failed", failed_}});
  }

 private:
  void start(Gate& gate) {
    const int worker = started_++;
    const pid_t leader = getpid();
    const pid_t child = checked(fork(), "fork");
    if (child != 0) {
      if (job_.tell_pids) tell({{"event", "started"}, {"id", job_.id}, {"pid", child}});
      return alive_.push_back(child);
    }
    // A child whose driver is gone must not stay behind.
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != leader) _exit(3);
    gate.pass();
    try {
      work(job_, engine_, worker);
      _exit(0);
    } catch (const std::exception& error) {
      std::cerr << error.what() << '\n';
      _exit(3);
    }
  }

  // Anywhere in its work: the point is not chosen, it is what the pause happens to hit. One that
  // had ended by itself is replaced as well, and does not count.
  void kill_one(Gate& gate) {
    usleep(static_cast<useconds_t>(random_() % kLongestPauseMicroseconds));
    const pid_t victim = alive_[random_() % alive_.size()];
    kill(victim, SIGKILL);
    reap(waitpid(victim, &status_, 0));
    start(gate);
  }

  void reap(pid_t child) {
    checked(child, "waitpid");
    alive_.erase(std::remove(alive_.begin(), alive_.end(), child), alive_.end());
    if (WIFSIGNALED(status_) && WTERMSIG(status_) == SIGKILL) {
      ++killed_;
    } else if (!WIFEXITED(status_) || WEXITSTATUS(status_) != 0) {
      ++failed_;
    }
  }

  const Job& job_;
  const Engine& engine_;
  std::minstd_rand random_;
  std::vector<pid_t> alive_;
  int started_ = 0, killed_ = 0, failed_ = 0, status_ = 0;
};

}  // namespace

void run_crowd(const Job& job, const Engine& engine) {
  Crowd(job, engine).run();
}
