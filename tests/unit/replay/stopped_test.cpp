// SPDX-License-Identifier: MIT
// A process that is stopped anywhere, for as long as it takes to forget the epoch it was in.
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <random>

#include "tests/unit/replay/fixture.h"

using namespace hmac_owner;

namespace {

// What parent and child say to each other.
struct Talk {
  std::atomic<uint64_t> epoch;         // to ask in; set by the parent
  std::atomic<uint64_t> hold;          // 1: wait after the next answer
  std::atomic<uint64_t> asking;        // number of the claim that the child asks about
  std::atomic<uint64_t> answered;      // and of the last that it was answered
  std::atomic<uint64_t> was_admitted;  // 1: that one was
};

// A child that asks about one new claim after the other; killed in the end.
class Asker {
 public:
  explicit Asker(ReplayCache& cache)
      : talk_(static_cast<Talk*>(::mmap(nullptr, sizeof(Talk), PROT_READ | PROT_WRITE,
                                        MAP_SHARED | MAP_ANONYMOUS, -1, 0))) {
    REQUIRE(static_cast<void*>(talk_) != MAP_FAILED);
    talk_->hold = 1;
    child_ = ::fork();
    REQUIRE(child_ >= 0);
    if (child_ == 0) ask_forever(cache);
  }
  ~Asker() {
    (void)::kill(child_, SIGKILL);
    (void)::waitpid(child_, nullptr, 0);
    ::munmap(talk_, sizeof(Talk));
  }
  Asker(const Asker&) = delete;
  Asker& operator=(const Asker&) = delete;

  static TestClaim claim(uint64_t number, uint64_t epoch, uint64_t cookie) {
    return {.mac = number,
            .cookie = cookie,
            .epoch = epoch,
            .uid = static_cast<uint32_t>(number % 200)};
  }

  void go_on_in(uint64_t epoch) {
    talk_->epoch = epoch;
    talk_->hold = 0;
  }
  // Wherever it is. The number of the claim that it has no answer for; 0: there is none.
  uint64_t stop() {
    REQUIRE(::kill(child_, SIGSTOP) == 0);
    int status = 0;
    REQUIRE(::waitpid(child_, &status, WUNTRACED) == child_);
    REQUIRE(WIFSTOPPED(status));
    return talk_->answered < talk_->asking ? talk_->asking.load() : 0;
  }
  // Lets it get its answer, and no further. Whether that claim was admitted.
  bool finish(uint64_t number) {
    talk_->hold = 1;
    REQUIRE(::kill(child_, SIGCONT) == 0);
    while (talk_->answered < number)
      ::usleep(10);
    return talk_->was_admitted == 1;
  }

 private:
  [[noreturn]] void ask_forever(ReplayCache& cache) {
    for (uint64_t number = 1;; ++number) {
      while (talk_->hold == 1)
        ::usleep(10);
      const TestClaim asked = claim(number, talk_->epoch, 1);
      talk_->asking = number;
      talk_->was_admitted = asked.ask(cache) == ReplayAnswer::kAdmitted ? 1 : 0;
      talk_->answered = number;
    }
  }

  Talk* talk_;
  pid_t child_ = -1;
};

}  // namespace

TEST_CASE("a process stopped in the midst of a claim is not admitted into what was forgotten") {
  const ReplayFolder folder;
  const auto cache = open_cache(folder, 16384);
  Asker asker(*cache);
  std::mt19937_64 random(3);
  size_t rivals = 0;
  uint64_t epoch = kSomeEpoch;
  for (int round = 0; round < 300; ++round, epoch += kRegions + 1) {
    // Begun here: a child stopped with the folder's lock would be another test.
    REQUIRE(TestClaim{.mac = ~uint64_t{0}, .epoch = epoch}.ask(*cache) == ReplayAnswer::kAdmitted);
    asker.go_on_in(epoch);
    ::usleep(static_cast<useconds_t>(random() % 200));
    const uint64_t number = asker.stop();
    const bool rival = Asker::claim(number, epoch, 2).ask(*cache) == ReplayAnswer::kAdmitted;
    for (size_t i = 1; i <= kRegions; ++i) {
      REQUIRE(TestClaim{.mac = 1, .epoch = epoch + i}.ask(*cache) == ReplayAnswer::kAdmitted);
    }
    const bool admitted = asker.finish(number);
    if (number == 0) continue;
    CAPTURE(round, number);
    REQUIRE_FALSE((rival && admitted));
    if (rival) ++rivals;
  }
  CHECK(rivals > 0);
}
