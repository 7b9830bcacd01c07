// SPDX-License-Identifier: MIT
// What is in the kernel while the clock goes on, stands, and is set.
#include "kernel/agent/epoch_feeder.h"

#include <openssl/crypto.h>

#include <catch2/catch.hpp>
#include <map>

#include "kernel/wire/begin_hmac.h"
#include "kernel/wire/key_derivation.h"

using namespace warifu;
using namespace warifu::agent;

namespace {

constexpr int64_t kNow = 1'700'000'000;
constexpr std::chrono::hours kAhead{24};

wire::Secret secret(uint8_t byte) {
  wire::Secret made;
  std::fill(made.writable().begin(), made.writable().end(), byte);
  return made;
}

bool same(const warifu_hmac_states& states, const wire::Secret& key) {
  warifu_hmac_states expected{};
  wire::begin_hmac(key, expected);
  return CRYPTO_memcmp(&states, &expected, sizeof(expected)) == 0;
}

// A store that tests look into. `room`: how many rows it takes.
struct FakeStore {
  std::map<std::pair<uint32_t, uint64_t>, warifu_epoch_key> rows;
  std::vector<uint64_t> order;  // of putting
  size_t room = SIZE_MAX;

  EpochStore store() {
    return {[this](uint32_t key, uint64_t epoch, const warifu_epoch_key& value) -> Result<void> {
              if (rows.size() >= room && !rows.contains({key, epoch})) {
                return failure(ErrorKind::kInternal, "full");
              }
              rows[{key, epoch}] = value;
              order.push_back(epoch);
              return {};
            },
            [this](uint32_t key, uint64_t epoch) {
              rows.erase({key, epoch});
            }};
  }
  [[nodiscard]] bool holds_exactly(const EpochWindow& window, uint32_t keys) const {
    if (rows.size() != keys * (window.end - window.first)) return false;
    for (uint64_t epoch = window.first; epoch < window.end; ++epoch) {
      for (uint32_t key = 0; key < keys; ++key) {
        if (!rows.contains({key, epoch})) return false;
      }
    }
    return true;
  }
};

}  // namespace

TEST_CASE("the window reaches an hour back and all of the time ahead", "[epochs]") {
  const EpochWindow window = window_at(kNow, kAhead);
  CHECK(window.contains(wire::epoch_at(kNow)));
  CHECK(window.contains(wire::epoch_at(kNow - 3600)));
  CHECK(window.contains(wire::epoch_at(kNow + 24 * 3600)));
  CHECK_FALSE(window.contains(wire::epoch_at(kNow + 24 * 3600 + 128)));
  CHECK(window.end - window.first == epochs_in_window(kAhead));
}

TEST_CASE("the window begins with time itself", "[epochs]") {
  CHECK(window_at(0, kAhead).first == 0);
  CHECK(window_at(-5, kAhead).first == 0);
  CHECK(window_at(3600, kAhead).first == 0);
  CHECK(window_at(10'000, kAhead).first == 10'000 / 64 - kPastEpochs);
}

TEST_CASE("both keys of every epoch are derived from the host's", "[epochs]") {
  FakeStore fake;
  EpochFeeder feeder({secret(1), secret(2)}, std::chrono::minutes(10), fake.store());
  REQUIRE(feeder.keep_up(kNow));
  CHECK(fake.holds_exactly(window_at(kNow, std::chrono::minutes(10)), 2));
  for (const auto& [id, value] : fake.rows) {
    const wire::Secret host = secret(static_cast<uint8_t>(id.first + 1));
    CHECK(same(value.claim, wire::derive_epoch_key(host, wire::Purpose::kClaim, id.second)));
    CHECK(same(value.proof, wire::derive_epoch_key(host, wire::Purpose::kProof, id.second)));
  }
}

TEST_CASE("as time goes on, epochs come and go", "[epochs]") {
  FakeStore fake;
  EpochFeeder feeder({secret(1)}, kAhead, fake.store());
  for (int64_t now = kNow; now < kNow + 3 * 3600; now += 60) {
    REQUIRE(feeder.keep_up(now));
    REQUIRE(fake.holds_exactly(window_at(now, kAhead), 1));
  }
}

TEST_CASE("nothing is derived twice", "[epochs]") {
  FakeStore fake;
  EpochFeeder feeder({secret(1)}, kAhead, fake.store());
  REQUIRE(feeder.keep_up(kNow));
  fake.order.clear();
  REQUIRE(feeder.keep_up(kNow));
  CHECK(fake.order.empty());
  REQUIRE(feeder.keep_up(kNow + 64));
  CHECK(fake.order.size() == 1);
}

TEST_CASE("after a step the current epoch comes first", "[epochs]") {
  for (const int64_t step :
       {-86400 * 365, -2 * 3600, -3600, 3600, 23 * 3600, 25 * 3600, 86400 * 3650}) {
    INFO(step);
    FakeStore fake;
    EpochFeeder feeder({secret(1), secret(2)}, kAhead, fake.store());
    REQUIRE(feeder.keep_up(kNow));
    const bool was_there = feeder.present().contains(wire::epoch_at(kNow + step));
    fake.order.clear();
    REQUIRE(feeder.keep_up(kNow + step));
    CHECK(fake.holds_exactly(window_at(kNow + step, kAhead), 2));
    if (!was_there) CHECK(fake.order.at(0) == wire::epoch_at(kNow + step));
    REQUIRE(feeder.keep_up(kNow));
    CHECK(fake.holds_exactly(window_at(kNow, kAhead), 2));
  }
}

TEST_CASE("an hour back and a day ahead need no agent", "[epochs]") {
  FakeStore fake;
  EpochFeeder feeder({secret(1)}, kAhead, fake.store());
  REQUIRE(feeder.keep_up(kNow));
  for (const int64_t step : {-3600, -64, 0, 64, 86400}) {
    CHECK(fake.rows.contains({0, wire::epoch_at(kNow + step)}));
  }
}

TEST_CASE("where there is no room it goes on later, without a gap", "[epochs]") {
  FakeStore fake;
  fake.room = 101;
  EpochFeeder feeder({secret(1), secret(2)}, kAhead, fake.store());
  const auto done = feeder.keep_up(kNow);
  REQUIRE_FALSE(done);
  CHECK(done.error().text == "full");
  const EpochWindow present = feeder.present();
  CHECK(present.first == wire::epoch_at(kNow));
  CHECK(present.end == present.first + 50);
  fake.room = SIZE_MAX;
  REQUIRE(feeder.keep_up(kNow));
  CHECK(fake.holds_exactly(window_at(kNow, kAhead), 2));
}

TEST_CASE("without keys there is nothing to do", "[epochs]") {
  FakeStore fake;
  EpochFeeder feeder({}, kAhead, fake.store());
  REQUIRE(feeder.keep_up(kNow));
  CHECK(fake.rows.empty());
}
