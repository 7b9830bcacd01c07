// SPDX-License-Identifier: MIT
// Many processes, killed wherever they happen to be.
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <vector>

#include "tests/unit/replay/fixture.h"

using namespace hmac_owner;

namespace {

struct Admitted {
  uint64_t mac, epoch, cookie;
};

// What children were told, in memory that outlives them. An entry counts once it is complete.
class Ledger {
 public:
  static constexpr size_t kEntries = size_t{1} << 20;
  Ledger()
      : shared_(static_cast<Shared*>(::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE,
                                            MAP_SHARED | MAP_ANONYMOUS, -1, 0))) {
    REQUIRE(static_cast<void*>(shared_) != MAP_FAILED);
  }
  ~Ledger() { ::munmap(shared_, sizeof(Shared)); }
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  void add(const Admitted& admitted) const {
    const size_t at = shared_->count.fetch_add(1);
    if (at >= kEntries) return;
    shared_->entry[at] = admitted;
    shared_->complete[at].store(1);
  }
  [[nodiscard]] std::vector<Admitted> entries() const {
    std::vector<Admitted> all;
    for (size_t i = 0; i < std::min(shared_->count.load(), kEntries); ++i) {
      if (shared_->complete[i].load() == 1) all.push_back(shared_->entry[i]);
    }
    return all;
  }
  // How far the server's time has come.
  [[nodiscard]] std::atomic<uint64_t>& clock() const { return shared_->clock; }

 private:
  struct Shared {
    std::atomic<size_t> count;
    std::atomic<uint64_t> clock;
    Admitted entry[kEntries];
    std::atomic<uint8_t> complete[kEntries];
  };
  Shared* shared_;
};

// A server process: claims out of a few, so that the children meet, until it is killed.
[[noreturn]] void serve(ReplayCache& cache, const Ledger& ledger, uint64_t number) {
  std::mt19937_64 random(number);
  for (uint64_t step = 1;; ++step) {
    if (random() % 512 == 0) ++ledger.clock();
    const TestClaim claim{.mac = random() % 200,
                          .cookie = number * 1'000'000 + step,
                          .epoch = kSomeEpoch + ledger.clock() / 16 + random() % 3,
                          .uid = static_cast<uint32_t>(random() % 50)};
    if (claim.ask(cache) == ReplayAnswer::kAdmitted) {
      ledger.add({claim.mac, claim.epoch, claim.cookie});
    }
  }
}

pid_t start_server(const ReplayFolder& folder, ReplayCache* inherited, const Ledger& ledger,
                   uint64_t number) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child != 0) return child;
  // Half of them with the parent's mapping, half with one of their own.
  const auto own = inherited == nullptr ? open_cache(folder) : nullptr;
  serve(inherited == nullptr ? *own : *inherited, ledger, number);
}

void end(pid_t child) {
  REQUIRE(::kill(child, SIGKILL) == 0);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK((WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL));
}

}  // namespace

TEST_CASE("processes killed anywhere leave a cache that admits no MAC twice and refuses no news") {
  const ReplayFolder folder;
  const Ledger ledger;
  const auto parent = open_cache(folder);
  constexpr size_t kServers = 4;
  std::mt19937_64 random(7);
  uint64_t number = 0;
  std::vector<pid_t> servers;
  for (size_t i = 0; i < kServers; ++i) {
    servers.push_back(start_server(folder, i % 2 == 0 ? parent.get() : nullptr, ledger, ++number));
  }
  for (int kill = 0; kill < 200; ++kill) {
    ::usleep(static_cast<useconds_t>(random() % 3000));
    pid_t& server = servers[random() % kServers];
    end(server);
    server = start_server(folder, random() % 2 == 0 ? parent.get() : nullptr, ledger, ++number);
  }
  for (const pid_t server : servers)
    end(server);

  std::map<std::pair<uint64_t, uint64_t>, uint64_t> first;
  for (const auto& [mac, epoch, cookie] : ledger.entries()) {
    const auto [entry, fresh] = first.try_emplace({epoch, mac}, cookie);
    CAPTURE(mac, epoch);
    REQUIRE(entry->second == cookie);
  }
  CHECK(first.size() > 100);
  const auto reopened = open_cache(folder);
  size_t remembered = 0;
  for (const auto& [what, cookie] : first) {
    TestClaim claim{.mac = what.second, .cookie = 1, .epoch = what.first};
    const ReplayAnswer answer = claim.ask(*reopened);
    REQUIRE((answer == ReplayAnswer::kReplayed || answer == ReplayAnswer::kClockSetBack));
    claim.cookie = cookie;
    if (answer == ReplayAnswer::kReplayed) {
      ++remembered;
      REQUIRE(claim.ask(*reopened) == ReplayAnswer::kAdmitted);
    }
  }
  CHECK(remembered > 0);
  const uint64_t next = kSomeEpoch + ledger.clock() / 16 + 10;
  CHECK(TestClaim{.mac = 1, .epoch = next}.ask(*reopened) == ReplayAnswer::kAdmitted);
}

TEST_CASE("of processes that bring one MAC at once exactly one is admitted") {
  const ReplayFolder folder;
  const Ledger ledger;
  const auto cache = open_cache(folder, 4096);
  constexpr uint64_t kMacs = 1000;
  std::vector<pid_t> children;
  for (uint64_t number = 1; number <= 4; ++number) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      for (uint64_t mac = 0; mac < kMacs; ++mac) {
        const TestClaim claim{.mac = mac, .cookie = number, .epoch = kSomeEpoch + mac / 200};
        if (claim.ask(*cache) == ReplayAnswer::kAdmitted) ledger.add({mac, claim.epoch, number});
      }
      ::_exit(0);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(status == 0);
  }
  std::map<uint64_t, int> times;
  for (const auto& admitted : ledger.entries())
    ++times[admitted.mac];
  CHECK(times.size() == kMacs);
  for (const auto& [mac, count] : times)
    REQUIRE(count == 1);
}

TEST_CASE("processes that make the file at once make one") {
  for (int round = 0; round < 20; ++round) {
    const ReplayFolder folder;
    const Ledger ledger;
    std::vector<pid_t> children;
    for (uint64_t number = 1; number <= 4; ++number) {
      const pid_t child = ::fork();
      REQUIRE(child >= 0);
      if (child == 0) {
        const auto cache = open_cache(folder);
        const auto answer = TestClaim{.mac = 1, .cookie = number}.ask(*cache);
        if (answer == ReplayAnswer::kAdmitted) ledger.add({1, kSomeEpoch, number});
        ::_exit(answer == ReplayAnswer::kAdmitted || answer == ReplayAnswer::kReplayed ? 0 : 1);
      }
      children.push_back(child);
    }
    for (const pid_t child : children) {
      int status = 0;
      REQUIRE(::waitpid(child, &status, 0) == child);
      CHECK(status == 0);
    }
    CHECK(ledger.entries().size() == 1);
  }
}
