// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "tests/unit/log/fixture.h"

using namespace warifu;
using namespace warifu::test;
using nlohmann::json;

namespace {

std::string error_of(const std::string& path) {
  const LogConfig config = to_file(path);
  const LogEnvironment environment;
  auto log = open_decision_log_in(environment, {.service = "x", .config = &config},
                                  RefusalMeter::make().value());
  return log ? "" : log.error().text;
}

}  // namespace

TEST_CASE("the file is made, not readable by others, and gets a line for each record", "[log]") {
  const Folder folder;
  const std::string path = folder.path("log");
  const auto log = open_log(empty_environment(folder), to_file(path));
  log->write(sample_refusal());
  log->write(sample_pass());
  CHECK(lines_of(path) ==
        std::vector<std::string>{json_of(sample_refusal()), json_of(sample_pass())});
  struct stat status = {};
  REQUIRE(stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 0137) == 0);
}

TEST_CASE("a file that is there is appended to", "[log]") {
  const Folder folder;
  const std::string path = folder.path("log");
  std::ofstream(path) << "before\n";
  open_log(empty_environment(folder), to_file(path))->write(sample_pass());
  CHECK(lines_of(path) == std::vector<std::string>{"before", json_of(sample_pass())});
}

TEST_CASE("eight processes append to one file, and every line is whole", "[log]") {
  constexpr int kProcesses = 8;
  constexpr int kRecords = 500;
  const Folder folder;
  const std::string path = folder.path("log");
  const auto log = open_log(empty_environment(folder), to_file(path));
  std::vector<pid_t> children;
  for (int process = 0; process < kProcesses; ++process) {
    const pid_t child = fork();
    if (child == 0) {
      DecisionRecord record = sample_pass();
      record.uid = static_cast<uint32_t>(process);
      const std::string account(static_cast<size_t>(20 * process), 'a');
      record.account = account;
      for (int i = 0; i < kRecords; ++i) {
        record.generation = static_cast<uint64_t>(i);
        log->write(record);
      }
      _exit(0);
    }
    children.push_back(child);
  }
  for (const pid_t child : children)
    CHECK(wait_for(child) == 0);

  std::map<uint32_t, uint64_t> next;
  for (const std::string& line : lines_of(path)) {
    const json record = json::parse(line);
    CHECK(record["generation"] == next[record["owner"]["uid"]]++);
  }
  CHECK(next.size() == kProcesses);
  for (const auto& [process, count] : next)
    CHECK(count == kRecords);
}

TEST_CASE("a renamed file is made anew within a second, by every process", "[log]") {
  const Folder folder;
  const std::string path = folder.path("log");
  set_clock(1000 * kSecond);
  const auto log = open_log(empty_environment(folder), to_file(path));
  log->write(sample_pass());
  REQUIRE(rename(path.c_str(), folder.path("log.1").c_str()) == 0);
  set_clock(1002 * kSecond);
  const pid_t child = fork();
  if (child == 0) {
    log->write(sample_pass());
    _exit(0);
  }
  CHECK(wait_for(child) == 0);
  CHECK(lines_of(path).size() == 1);
  log->write(sample_pass());
  CHECK(lines_of(path).size() == 2);
  CHECK(lines_of(folder.path("log.1")).size() == 1);
}

TEST_CASE("between two looks at the path, lines go on into the renamed file", "[log]") {
  const Folder folder;
  const std::string path = folder.path("log");
  set_clock(1000 * kSecond);
  const auto log = open_log(empty_environment(folder), to_file(path));
  log->write(sample_pass());
  REQUIRE(rename(path.c_str(), folder.path("log.1").c_str()) == 0);
  set_clock(1000 * kSecond + kSecond / 2);
  log->write(sample_pass());
  CHECK(lines_of(folder.path("log.1")).size() == 2);
  CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("a removed file that cannot be made anew is no silent loss", "[log]") {
  const Folder folder;
  std::filesystem::create_directory(folder.path("logs"));
  const std::string path = folder.path("logs/log");
  set_clock(1000 * kSecond);
  const auto log = open_log(empty_environment(folder), to_file(path));
  std::filesystem::remove_all(folder.path("logs"));
  set_clock(1002 * kSecond);
  log->write(sample_pass());
  log->write(sample_pass());
  std::filesystem::create_directory(folder.path("logs"));
  set_clock(1004 * kSecond);
  log->write(sample_pass());
  const auto lines = lines_of(path);
  REQUIRE(lines.size() == 2);
  CHECK(json::parse(lines[1])["records_lost"] == 2);
  CHECK(json::parse(lines[1])["error"] == "No such file or directory");
}

TEST_CASE("links, foreign kinds of files and open folders are refused", "[log]") {
  const Folder folder;
  const std::string target = folder.path("target");
  std::ofstream(target) << "precious\n";

  REQUIRE(symlink(target.c_str(), folder.path("link").c_str()) == 0);
  CHECK_THAT(error_of(folder.path("link")), Catch::Contains("symbolic link"));
  REQUIRE(link(target.c_str(), folder.path("hard").c_str()) == 0);
  CHECK_THAT(error_of(folder.path("hard")), Catch::Contains("second name"));
  REQUIRE(chmod(target.c_str(), 0666) == 0);
  REQUIRE(unlink(folder.path("hard").c_str()) == 0);
  CHECK_THAT(error_of(target), Catch::Contains("writable by others"));
  CHECK_THAT(error_of("/dev/full"), Catch::Contains("not a regular file"));
  CHECK_THAT(error_of("relative"), Catch::Contains("absolute"));
  CHECK_THAT(error_of(folder.path("missing/log")), Catch::Contains("No such file"));
  CHECK(contents_of(target) == "precious\n");

  std::filesystem::create_directory(folder.path("open"));
  REQUIRE(chmod(folder.path("open").c_str(), 0777) == 0);
  CHECK_THAT(error_of(folder.path("open/log")), Catch::Contains("folder is writable by others"));
  CHECK_FALSE(std::filesystem::exists(folder.path("open/log")));
}

TEST_CASE("a FIFO as path makes nobody wait, whether it is read or not", "[log]") {
  const Folder folder;
  const std::string path = folder.path("fifo");
  REQUIRE(mkfifo(path.c_str(), 0600) == 0);
  CHECK_THAT(error_of(path), Catch::Contains("not a regular file"));
  const UniqueFd reader(open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  CHECK_THAT(error_of(path), Catch::Contains("not a regular file"));
}

TEST_CASE("a link put in the place of a rotated file is not followed", "[log]") {
  const Folder folder;
  const std::string path = folder.path("log");
  const std::string target = folder.path("target");
  std::ofstream(target) << "precious\n";
  set_clock(1000 * kSecond);
  const auto log = open_log(empty_environment(folder), to_file(path));
  REQUIRE(rename(path.c_str(), folder.path("log.1").c_str()) == 0);
  REQUIRE(symlink(target.c_str(), path.c_str()) == 0);
  set_clock(1002 * kSecond);
  log->write(sample_pass());
  CHECK(contents_of(target) == "precious\n");
  CHECK(lines_of(folder.path("log.1")).size() == 1);
}

TEST_CASE("a line that a limit cut in two spoils no other, and the loss is told", "[log]") {
  const Folder folder;
  const std::string path = folder.path("log");
  const pid_t child = fork();
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    const auto log = open_log(empty_environment(folder), to_file(path));
    log->write(sample_pass());
    rlimit limit = {};
    getrlimit(RLIMIT_FSIZE, &limit);
    const rlim_t before = limit.rlim_cur;
    limit.rlim_cur = json_of(sample_pass()).size() + 100;
    setrlimit(RLIMIT_FSIZE, &limit);
    log->write(sample_pass());  // in part
    log->write(sample_pass());  // not at all
    limit.rlim_cur = before;
    setrlimit(RLIMIT_FSIZE, &limit);
    log->write(sample_pass());
    _exit(0);
  }
  REQUIRE(wait_for(child) == 0);
  const auto lines = lines_of(path);
  REQUIRE(lines.size() == 4);
  CHECK(lines[0] == json_of(sample_pass()));
  CHECK(json_of(sample_pass()).starts_with(lines[1]));
  CHECK(lines[2] == json_of(sample_pass()));
  CHECK(json::parse(lines[3])["records_lost"] == 2);
}
