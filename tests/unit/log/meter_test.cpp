// SPDX-License-Identifier: MIT
// What is shown, what is only counted, and that the counts are told.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <nlohmann/json.hpp>
#include <thread>

#include "core/log/token_bucket.h"
#include "tests/unit/log/fixture.h"

using namespace warifu;
using namespace warifu::test;
using nlohmann::json;

namespace {

uint64_t hidden_in(const std::vector<std::string>& lines, const char* member) {
  uint64_t sum = 0;
  for (const std::string& line : lines)
    sum += json::parse(line).value(member, uint64_t{0});
  return sum;
}

size_t decisions_in(const std::vector<std::string>& lines) {
  return static_cast<size_t>(std::count_if(lines.begin(), lines.end(), [](const std::string& line) {
    return json::parse(line).contains("verdict");
  }));
}

}  // namespace

TEST_CASE("a bucket lets its rate pass at once, and then as time passes", "[log]") {
  TokenBucket bucket;
  const auto take = [&bucket](int64_t now, int times) {
    int taken = 0;
    for (int i = 0; i < times; ++i)
      taken += bucket.take(now, 10) ? 1 : 0;
    return taken;
  };
  CHECK(take(5 * kSecond, 100) == 10);
  CHECK(take(5 * kSecond + kSecond / 2, 100) == 5);
  CHECK(take(60 * kSecond, 100) == 10);
}

TEST_CASE("a bucket of no size lets nothing pass, the largest everything", "[log]") {
  TokenBucket none;
  CHECK_FALSE(none.take(kSecond, 0));
  TokenBucket large;
  for (int i = 0; i < 1000; ++i)
    CHECK(large.take(kSecond, UINT32_MAX));
}

TEST_CASE("a clock set far back silences a bucket no longer than a second", "[log]") {
  TokenBucket bucket;
  CHECK(bucket.take(1'000'000 * kSecond, 1));
  CHECK(bucket.take(kSecond, 1));
}

TEST_CASE("refusals above the rate are counted and told as one entry", "[log]") {
  const Folder folder;
  const std::string path = folder.path("log");
  set_clock(1000 * kSecond);
  const auto log = open_log(empty_environment(folder), to_file(path, 5));
  for (int i = 0; i < 105; ++i)
    log->write(sample_refusal());
  CHECK(lines_of(path).size() == 5);

  set_clock(1009 * kSecond);
  log->tell_overdue();
  CHECK(lines_of(path).size() == 5);
  set_clock(1010 * kSecond);
  log->tell_overdue();
  const auto lines = lines_of(path);
  REQUIRE(lines.size() == 6);
  const json told = json::parse(lines.back());
  CHECK(told["service"] == "postgresql");
  CHECK(told["refusals_not_shown"] == 100);
  CHECK(told["seconds"] == 10);
  CHECK(told["last"] == json::parse(R"({"uid":10042,"peer":"10.0.0.1:40000","account":"shop",
                                        "reason_id":"uid_allowlist.not-listed"})"));
  log->tell_overdue();
  CHECK(lines_of(path).size() == 6);
}

TEST_CASE("the next record after the window tells, before itself", "[log]") {
  const Folder folder;
  const std::string path = folder.path("log");
  set_clock(1000 * kSecond);
  const auto log = open_log(empty_environment(folder), to_file(path, 1));
  log->write(sample_refusal());
  log->write(sample_refusal());
  set_clock(1011 * kSecond);
  log->write(sample_pass());
  const auto lines = lines_of(path);
  REQUIRE(lines.size() == 3);
  CHECK(json::parse(lines[1])["refusals_not_shown"] == 1);
  CHECK(json::parse(lines[2])["verdict"] == "pass");
}

TEST_CASE("closing tells what is left", "[log]") {
  const Folder folder;
  const std::string path = folder.path("log");
  set_clock(1000 * kSecond);
  auto log = open_log(empty_environment(folder), to_file(path, 0));
  log->write(sample_refusal());
  CHECK(lines_of(path).empty());
  log.reset();
  CHECK(hidden_in(lines_of(path), "refusals_not_shown") == 1);
}

TEST_CASE("children that end tell nothing of their own, or the rate would limit nothing", "[log]") {
  const Folder folder;
  const std::string path = folder.path("log");
  set_clock(1000 * kSecond);
  auto log = open_log(empty_environment(folder), to_file(path, 2));
  for (int i = 0; i < 6; ++i) {
    const pid_t child = fork();
    if (child == 0) {
      log->write(sample_refusal());
      log.reset();
      _exit(0);
    }
    REQUIRE(wait_for(child) == 0);
  }
  CHECK(lines_of(path).size() == 2);
  log.reset();
  const auto lines = lines_of(path);
  CHECK(lines.size() == 3);
  CHECK(hidden_in(lines, "refusals_not_shown") == 4);
}

TEST_CASE("who was let in is always shown, also in a flood", "[log]") {
  const Folder folder;
  const std::string path = folder.path("log");
  set_clock(1000 * kSecond);
  const auto log = open_log(empty_environment(folder), to_file(path, 0));
  DecisionRecord observed = sample_refusal();
  observed.verdict = WARIFU_PASSED;
  observed.observe = true;
  for (int i = 0; i < 100; ++i) {
    log->write(sample_refusal());
    log->write(sample_pass());
    log->write(observed);
  }
  CHECK(decisions_in(lines_of(path)) == 200);
}

TEST_CASE("the callback gets every record", "[log]") {
  const Folder folder;
  std::vector<std::string> called;
  const LogConfig config = to_file(folder.path("log"), 1);
  const LogTarget target = {.service = "postgresql",
                            .config = &config,
                            .callback =
                                [](void* data, const char* text, size_t length) {
                                  REQUIRE(text[length] == '\0');
                                  static_cast<std::vector<std::string>*>(data)->emplace_back(text);
                                },
                            .callback_data = &called};
  set_clock(1000 * kSecond);
  const auto log =
      open_decision_log_in(empty_environment(folder), target, RefusalMeter::make().value()).value();
  for (int i = 0; i < 10; ++i)
    log->write(sample_refusal());
  CHECK(called == std::vector<std::string>(10, json_of(sample_refusal())));
}

TEST_CASE("processes of one server are limited together, and none is forgotten", "[log]") {
  constexpr int kProcesses = 4;
  constexpr int kEach = 1000;
  const Folder folder;
  const std::string path = folder.path("log");
  set_clock(1000 * kSecond);
  auto log = open_log(empty_environment(folder), to_file(path, 10));
  std::vector<pid_t> children;
  for (int i = 0; i < kProcesses; ++i) {
    const pid_t child = fork();
    if (child == 0) {
      for (int each = 0; each < kEach; ++each)
        log->write(sample_refusal());
      _exit(0);
    }
    children.push_back(child);
  }
  for (const pid_t child : children)
    CHECK(wait_for(child) == 0);
  CHECK(decisions_in(lines_of(path)) == 10);
  log.reset();
  CHECK(hidden_in(lines_of(path), "refusals_not_shown") == kProcesses * kEach - 10);
}

TEST_CASE("processes killed at any moment leave the others able to write and to tell", "[log]") {
  const Folder folder;
  const std::string path = folder.path("log");
  set_clock(1000 * kSecond);
  auto log = open_log(empty_environment(folder), to_file(path, 3));
  for (int i = 0; i < 20; ++i) {
    const pid_t child = fork();
    if (child == 0) {
      while (true)
        log->write(sample_refusal());
    }
    usleep(static_cast<useconds_t>(1000 + 100 * i));
    REQUIRE(kill(child, SIGKILL) == 0);
    CHECK(wait_for(child) == 128 + SIGKILL);
  }
  log->write(sample_pass());
  set_clock(1020 * kSecond);
  log->write(sample_refusal());
  const auto lines = lines_of(path);
  REQUIRE(lines.size() >= 3);
  const auto last = lines.end() - 3;
  CHECK(last[0] == json_of(sample_pass()));
  CHECK(json::parse(last[1])["refusals_not_shown"] > 0);
  CHECK(last[2] == json_of(sample_refusal()));
}

TEST_CASE("memory that a process spoilt harms no reader", "[log]") {
  SharedMeter meter{};
  REQUIRE_FALSE(meter.last_refusal.get());
  meter.last_refusal.put(summary_of(sample_refusal()));
  REQUIRE(meter.last_refusal.get());
  CHECK(meter.last_refusal.get()->account.view() == "shop");

  RefusalSummary spoilt = summary_of(sample_refusal());
  spoilt.account.length = 255;
  spoilt.has_peer = 200;
  meter.last_refusal.put(spoilt);
  CHECK(meter.last_refusal.get()->account.view().size() == spoilt.account.bytes.size());

  reinterpret_cast<unsigned char*>(&meter.last_refusal)[3] ^= 1;  // a put half done
  CHECK_FALSE(meter.last_refusal.get());
}

TEST_CASE("a long account is remembered without splitting a character", "[log]") {
  std::string account;
  while (account.size() < 300)
    account += "\xE5\x89\xB2";
  DecisionRecord record = sample_refusal();
  record.account = account;
  CHECK(summary_of(record).account.view() == account.substr(0, 99));
}

TEST_CASE("lines of modules are written, and above their rate counted", "[log]") {
  const Folder folder;
  const std::string path = folder.path("log");
  set_clock(1000 * kSecond);
  auto log = open_log(empty_environment(folder), to_file(path));
  log->note(3, "stns", "no answer from\n10.0.0.9");
  const json first = json::parse(lines_of(path).front());
  CHECK(first["service"] == "postgresql");
  CHECK(first["level"] == "error");
  CHECK(first["origin"] == "stns");
  CHECK(first["note"] == "no answer from\\n10.0.0.9");
  for (int i = 0; i < 1000; ++i)
    log->note(99, "stns", "again");
  CHECK(json::parse(lines_of(path).back())["level"] == "debug");
  const size_t shown = lines_of(path).size();
  CHECK(shown < 100);
  log.reset();
  CHECK(hidden_in(lines_of(path), "notes_not_shown") == 1001 - shown);
}

TEST_CASE("threads write through one log at once", "[log]") {
  const Folder folder;
  const std::string path = folder.path("log");
  set_clock(1000 * kSecond);
  auto log = open_log(empty_environment(folder), to_file(path, 20));
  const DecisionRecord refusal = sample_refusal();
  const DecisionRecord pass = sample_pass();
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      for (int each = 0; each < 300; ++each) {
        log->write(refusal);
        log->write(pass);
        log->note(6, "debug", "text");
        if (each % 100 == 50) {
          const std::string rotated = "log." + std::to_string(i) + std::to_string(each);
          rename(path.c_str(), folder.path(rotated).c_str());
          set_clock(read_clock() + 2 * kSecond);
        }
      }
    });
  }
  for (std::thread& each : threads)
    each.join();
  log.reset();
  std::vector<std::string> lines = lines_of(path);
  for (int i = 0; i < 4; ++i) {
    for (const int each : {50, 150, 250}) {
      const auto rotated = lines_of(folder.path("log." + std::to_string(i) + std::to_string(each)));
      lines.insert(lines.end(), rotated.begin(), rotated.end());
    }
  }
  const uint64_t refused_and_passed = decisions_in(lines) + hidden_in(lines, "refusals_not_shown");
  CHECK(refused_and_passed == 2400);
}
