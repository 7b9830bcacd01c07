// SPDX-License-Identifier: MIT
// Keys of hosts and epochs, kept and forgotten; by many threads at once.
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <set>
#include <thread>

#include "modules/hmac_owner/host_key_cache.h"
#include "modules/hmac_owner/search_budget.h"
#include "tests/unit/hmac_owner/connection.h"
#include "tests/unit/hmac_owner/keyring_text.h"

using namespace hmac_owner_test;
using hmac_owner::HostKeyCache;
using hmac_owner::SearchBudget;
using warifu::wire::Address;
using warifu::wire::Purpose;
using warifu::wire::Secret;

namespace {

Address numbered(uint32_t number) {
  Address out = address("10.0.0.0");
  out[13] = static_cast<uint8_t>(number >> 16);
  out[14] = static_cast<uint8_t>(number >> 8);
  out[15] = static_cast<uint8_t>(number);
  return out;
}

hmac_owner::Key audience_key() {
  hmac_owner::Key key;
  key.secret = Secret::from_text(kSecret).value();
  key.derived = true;
  return key;
}

}  // namespace

TEST_CASE("a host key makes each epoch's key once", "[cache]") {
  hmac_owner::HostKey key(Secret::from_text(kSecret).value());
  const auto first = key.at(Purpose::kClaim, 100);
  CHECK(key.at(Purpose::kClaim, 101) != first);
  CHECK(key.at(Purpose::kClaim, 99) != first);
  CHECK(key.at(Purpose::kProof, 100) != first);
  CHECK(key.at(Purpose::kClaim, 100) == first);
  CHECK(key.at(Purpose::kClaim, 103) != first);  // takes its place
  CHECK(key.at(Purpose::kClaim, 100) != first);
  const warifu_mac_message message{};
  CHECK(key.at(Purpose::kClaim, 100)->mac(message) == first->mac(message));
  CHECK(key.once(Purpose::kClaim, 100).mac(message) == first->mac(message));
}

TEST_CASE("a host key is kept only when it is asked to be", "[cache]") {
  HostKeyCache cache;
  const auto key = audience_key();
  const auto first = cache.find(key, 0, numbered(1));
  CHECK_FALSE(first.kept);
  CHECK_FALSE(cache.find(key, 0, numbered(1)).kept);
  cache.keep(key, 0, numbered(1), first.host_key);
  const auto again = cache.find(key, 0, numbered(1));
  CHECK(again.kept);
  CHECK(again.host_key == first.host_key);
  CHECK_FALSE(cache.find(key, 1, numbered(1)).kept);
  CHECK_FALSE(cache.find(key, 0, numbered(2)).kept);
}

TEST_CASE("a key that is not derived is one for all sources", "[cache]") {
  HostKeyCache cache;
  auto key = audience_key();
  key.derived = false;
  cache.keep(key, 4, numbered(1), cache.find(key, 4, numbered(1)).host_key);
  CHECK(cache.find(key, 4, numbered(2)).kept);
}

TEST_CASE("more hosts than there is room for take each other's places, and no more", "[cache]") {
  HostKeyCache cache;
  const auto key = audience_key();
  constexpr uint32_t kHosts = 20'000;
  std::vector<std::weak_ptr<hmac_owner::HostKey>> made;
  for (uint32_t i = 0; i < kHosts; ++i) {
    const auto found = cache.find(key, 0, numbered(i));
    cache.keep(key, 0, numbered(i), found.host_key);
    made.push_back(found.host_key);
  }
  const auto alive =
      std::count_if(made.begin(), made.end(), [](const auto& each) { return !each.expired(); });
  CHECK(alive <= static_cast<int64_t>(HostKeyCache::kSets * HostKeyCache::kWays));
  CHECK(alive >= static_cast<int64_t>(HostKeyCache::kSets * HostKeyCache::kWays / 2));
}

TEST_CASE("a host that keeps coming is not driven out by others", "[cache]") {
  HostKeyCache cache;
  const auto key = audience_key();
  const Address regular = numbered(0);
  cache.keep(key, 0, regular, cache.find(key, 0, regular).host_key);
  for (uint32_t i = 1; i < 20'000; ++i) {
    cache.keep(key, 0, numbered(i), cache.find(key, 0, numbered(i)).host_key);
    // Seldom enough that several newcomers of its set come between.
    if (i % 256 == 0) CHECK(cache.find(key, 0, regular).kept);
  }
}

TEST_CASE("forged signatures of many sources take no place in the cache", "[cache]") {
  Server server(entry("derive = \"source-address\""));
  const auto ask = [&](uint32_t number, bool forged) {
    Connection connection;
    const Address source = numbered(number);
    std::copy(source.begin(), source.end(), connection.seen.client.address);
    connection.secret = derive_host_key(Secret::from_text(kSecret).value(), source);
    connection.sign_claim();
    connection.seen.socket_cookie = number + 1;
    if (forged) connection.seen.claim[13] ^= 1;
    return server.ask(connection);
  };
  CHECK(ask(0, false) == "pass");
  for (uint32_t i = 1; i < 3000; ++i)
    CHECK(ask(i, true) != "pass");
  CHECK(ask(0, false) == "pass");
}

TEST_CASE("searches are rationed, and saved up to a burst", "[cache]") {
  SearchBudget budget;
  const auto start = SearchBudget::Clock::time_point(std::chrono::hours(1));
  for (int i = 0; i < SearchBudget::kBurst; ++i)
    CHECK(budget.take(start));
  CHECK_FALSE(budget.take(start));
  CHECK_FALSE(budget.take(start + SearchBudget::kInterval / 2));
  CHECK(budget.take(start + SearchBudget::kInterval));
  CHECK_FALSE(budget.take(start + SearchBudget::kInterval));
  const auto later = start + std::chrono::hours(9);
  int taken = 0;
  while (budget.take(later))
    ++taken;
  CHECK(taken == SearchBudget::kBurst);
}

TEST_CASE("any number of threads verify at once", "[cache][threads]") {
  hmac_owner::Verifier verifier(
      keyring(entry("derive = \"source-address\"\nfrom = [\"10.0.0.0/8\"]") +
              entry("slot = 4", "keys/b")),
      kClaims, nullptr);
  verifier.process_start();
  std::atomic<int> wrong = 0;
  const auto work = [&](uint32_t seed) {
    for (uint32_t i = 0; i < 400; ++i) {
      Connection connection;
      const Address source = numbered((seed * 131 + i) % 1500);
      std::copy(source.begin(), source.end(), connection.seen.client.address);
      const bool derived = i % 3 != 0;
      connection.slot = derived ? 3 : 4;
      connection.secret = derived ? derive_host_key(Secret::from_text(kSecret).value(), source)
                                  : Secret::from_text(kOtherSecret).value();
      connection.seen.read_at += int64_t{i % 7} * 64'000'000'000;
      connection.sign_proof(static_cast<int>(i % 3) - 1);
      const bool forged = i % 5 == 0;
      if (forged) connection.seen.proof[20] ^= 1;
      const int expected = forged ? WARIFU_FAIL : WARIFU_PASS;
      if (verifier.verify(connection) != expected) ++wrong;
    }
  };
  std::vector<std::thread> threads;
  for (uint32_t i = 0; i < 4; ++i)
    threads.emplace_back(work, i);
  for (std::thread& each : threads)
    each.join();
  CHECK(wrong == 0);
}

// The parent's locks may be held in a child forever: it begins anew, and does not touch them.
TEST_CASE("a process that was forked has keys of its own", "[cache]") {
  Server server(entry());
  Connection before;
  before.sign_claim();
  CHECK(server.ask(before) == "pass");
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    server.verifier.process_start();
    Connection after;
    after.sign_claim();
    _exit(server.verifier.verify(after));
  }
  int status = -1;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == WARIFU_PASS);
}
