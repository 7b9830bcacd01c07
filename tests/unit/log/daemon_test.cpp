// SPDX-License-Identifier: MIT
// The journal, the log daemon and standard error, each played by the test.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cerrno>
#include <csignal>
#include <map>
#include <optional>

#include "core/log/message_id.h"
#include "tests/unit/log/fixture.h"

using namespace warifu;
using namespace warifu::test;

namespace {

LogConfig to_sink(LogSink sink, uint32_t refusals_per_second = 50) {
  LogConfig config;
  config.sink = sink;
  config.refusals_per_second = refusals_per_second;
  return config;
}

// A datagram of the journal's protocol, every line of which must be NAME=value.
std::map<std::string, std::string> fields_of(std::string_view datagram) {
  std::map<std::string, std::string> fields;
  while (!datagram.empty()) {
    const size_t end = datagram.find('\n');
    const size_t equals = datagram.find('=');
    REQUIRE(end != datagram.npos);
    REQUIRE(equals < end);
    const std::string name(datagram.substr(0, equals));
    CHECK(name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ_") == std::string::npos);
    CHECK(fields.emplace(name, datagram.substr(equals + 1, end - equals - 1)).second);
    datagram.remove_prefix(end + 1);
  }
  return fields;
}

struct Pipe {
  UniqueFd reader;
  UniqueFd writer;
  Pipe() {
    int fds[2] = {};
    REQUIRE(pipe2(fds, O_CLOEXEC) == 0);
    reader.reset(fds[0]);
    writer.reset(fds[1]);
    REQUIRE(fcntl(reader.get(), F_SETFL, O_NONBLOCK) == 0);
  }
  [[nodiscard]] std::string read_all() const {
    std::string text(65536, '\0');
    const ssize_t length = read(reader.get(), text.data(), text.size());
    text.resize(length < 0 ? 0 : static_cast<size_t>(length));
    return text;
  }
};

}  // namespace

TEST_CASE("the journal gets a field for each member of the record", "[log]") {
  const Folder folder;
  LogEnvironment environment = empty_environment(folder);
  environment.journal = folder.path("journal");
  Daemon journal(environment.journal);
  const auto log = open_log(environment, to_sink(LogSink::kJournal));
  log->write(sample_refusal());
  CHECK(fields_of(journal.next()) ==
        std::map<std::string, std::string>{{"MESSAGE", sentence_of(sample_refusal())},
                                           {"PRIORITY", "4"},
                                           {"SYSLOG_FACILITY", "10"},
                                           {"SYSLOG_IDENTIFIER", "warifu"},
                                           {"MESSAGE_ID", kDecisionMessageId},
                                           {"WARIFU_SERVICE", "postgresql"},
                                           {"WARIFU_VERDICT", "refused"},
                                           {"WARIFU_WOULD", "refused"},
                                           {"WARIFU_MODE", "enforce"},
                                           {"WARIFU_CODE", "fail"},
                                           {"WARIFU_OUTCOME", "owner"},
                                           {"WARIFU_UID", "10042"},
                                           {"WARIFU_GID", "10043"},
                                           {"WARIFU_OWNER_NAME", "wpshop"},
                                           {"WARIFU_DOMAIN", "web"},
                                           {"WARIFU_SOURCE", "saved-syn"},
                                           {"WARIFU_PEER", "10.0.0.1:40000"},
                                           {"WARIFU_LOCAL", "[2001:db8::1]:5432"},
                                           {"WARIFU_ACCOUNT", "shop"},
                                           {"WARIFU_RESOURCE", "shopdb"},
                                           {"WARIFU_REASON_ID", "uid_allowlist.not-listed"},
                                           {"WARIFU_REASON", "uid 10042 is not in uids"},
                                           {"WARIFU_FILE", "/etc/warifu/stacks/postgresql.toml"},
                                           {"WARIFU_LINE", "12"},
                                           {"WARIFU_MODULE", "uid_allowlist"},
                                           {"WARIFU_LATENCY_US", "17"},
                                           {"WARIFU_GENERATION", "3"},
                                           {"WARIFU_EVIDENCE", "claim"}});
  CHECK(journal.next().empty());
}

TEST_CASE("a pass, a refusal and one only observed differ in priority", "[log]") {
  const Folder folder;
  LogEnvironment environment = empty_environment(folder);
  environment.journal = folder.path("journal");
  Daemon journal(environment.journal);
  const auto log = open_log(environment, to_sink(LogSink::kJournal));
  DecisionRecord observed = sample_refusal();
  observed.verdict = WARIFU_PASSED;
  log->write(sample_pass());
  log->write(observed);
  log->note(3, "stns", "down");
  CHECK(fields_of(journal.next())["PRIORITY"] == "6");
  CHECK(fields_of(journal.next())["PRIORITY"] == "5");
  auto note = fields_of(journal.next());
  CHECK(note["PRIORITY"] == "3");
  CHECK(note["MESSAGE"] == "postgresql: stns: down");
  CHECK(note["WARIFU_ORIGIN"] == "stns");
}

TEST_CASE("what was not shown is told to the journal under an id of its own", "[log]") {
  const Folder folder;
  LogEnvironment environment = empty_environment(folder);
  environment.journal = folder.path("journal");
  Daemon journal(environment.journal);
  set_clock(1000 * kSecond);
  auto log = open_log(environment, to_sink(LogSink::kJournal, 0));
  for (int i = 0; i < 7; ++i)
    log->write(sample_refusal());
  set_clock(1003 * kSecond);
  log.reset();
  auto fields = fields_of(journal.next());
  CHECK(fields["MESSAGE_ID"] == kTallyMessageId);
  CHECK(fields["WARIFU_REFUSALS_NOT_SHOWN"] == "7");
  CHECK(fields["MESSAGE"] ==
        "postgresql: refused 7 more logins in 3 s, not shown; last: uid 10042 as \"shop\" from "
        "10.0.0.1:40000 [uid_allowlist.not-listed]");
}

TEST_CASE("a journal that does not read holds up nobody, and learns what it missed", "[log]") {
  const Folder folder;
  LogEnvironment environment = empty_environment(folder);
  environment.journal = folder.path("journal");
  Daemon journal(environment.journal);
  const auto log = open_log(environment, to_sink(LogSink::kJournal));
  constexpr size_t kWritten = 2000;  // far beyond net.unix.max_dgram_qlen
  for (size_t i = 0; i < kWritten; ++i)
    log->write(sample_pass());
  const size_t arrived = journal.all().size();
  REQUIRE(arrived < kWritten);
  log->write(sample_pass());
  journal.next();
  auto fields = fields_of(journal.next());
  CHECK(fields["WARIFU_RECORDS_LOST"] == std::to_string(kWritten - arrived));
  CHECK(fields["WARIFU_ERROR"] == "Resource temporarily unavailable");
  CHECK(fields["PRIORITY"] == "3");
}

TEST_CASE("syslog gets facility authpriv, the process and the sentence", "[log]") {
  const Folder folder;
  LogEnvironment environment = empty_environment(folder);
  environment.syslog = folder.path("log");
  Daemon daemon(environment.syslog);
  const auto log = open_log(environment, to_sink(LogSink::kSyslog));
  log->write(sample_refusal());
  log->write(sample_pass());
  const std::string tag = ">warifu[" + std::to_string(getpid()) + "]: ";
  CHECK(daemon.next() == "<84" + tag + sentence_of(sample_refusal()));
  CHECK(daemon.next() == "<86" + tag + sentence_of(sample_pass()));
  const pid_t child = fork();
  if (child == 0) {
    log->write(sample_pass());
    _exit(0);
  }
  REQUIRE(wait_for(child) == 0);
  CHECK_THAT(daemon.next(), Catch::StartsWith("<86>warifu[" + std::to_string(child) + "]: "));
}

TEST_CASE("a log daemon that was started again is found again", "[log]") {
  const Folder folder;
  LogEnvironment environment = empty_environment(folder);
  environment.syslog = folder.path("log");
  const auto log = open_log(environment, to_sink(LogSink::kSyslog));
  {
    Daemon before(environment.syslog);
    log->write(sample_pass());
    CHECK_FALSE(before.next().empty());
  }
  log->write(sample_pass());  // the path is there, and nobody listens
  REQUIRE(unlink(environment.syslog.c_str()) == 0);
  Daemon after(environment.syslog);
  log->write(sample_pass());
  CHECK_THAT(after.next(), Catch::Contains(sentence_of(sample_pass())));
  CHECK_THAT(after.next(), Catch::Contains("1 records could not be written to this log"));
}

TEST_CASE("auto takes the journal, else syslog, else the stream, as they come and go", "[log]") {
  const Folder folder;
  const Pipe stream;
  LogEnvironment environment = empty_environment(folder);
  environment.journal = folder.path("journal");
  environment.syslog = folder.path("log");
  environment.error_stream = stream.writer.get();
  const auto log = open_log(environment, to_sink(LogSink::kAuto));
  log->write(sample_pass());
  CHECK(stream.read_all() == "warifu: " + sentence_of(sample_pass()) + "\n");

  Daemon syslog(environment.syslog);
  log->write(sample_pass());
  CHECK_THAT(syslog.next(), Catch::StartsWith("<86>warifu["));
  std::optional<Daemon> journal(environment.journal);
  log->write(sample_pass());
  CHECK_THAT(journal->next(), Catch::StartsWith("MESSAGE=postgresql: passed"));
  CHECK(syslog.next().empty());
  journal.reset();
  log->write(sample_pass());
  CHECK_THAT(syslog.next(), Catch::StartsWith("<86>warifu["));
  CHECK(stream.read_all().empty());
}

TEST_CASE("a pipe that is full holds up nobody, one without reader kills nobody", "[log]") {
  const Folder folder;
  Pipe stream;
  LogEnvironment environment = empty_environment(folder);
  environment.error_stream = stream.writer.get();
  const auto log = open_log(environment, to_sink(LogSink::kAuto));
  for (int i = 0; i < 1000; ++i)
    log->write(sample_pass());
  std::string text;
  for (std::string part; !(part = stream.read_all()).empty();)
    text += part;
  CHECK(text.ends_with("\n"));
  log->write(sample_pass());
  CHECK_THAT(stream.read_all(), Catch::Contains("records could not be written to this log"));
  stream.reader.reset();
  log->write(sample_pass());
}

TEST_CASE("the library leaves errno as it found it", "[log]") {
  const Folder folder;
  auto log = open_log(empty_environment(folder), to_sink(LogSink::kSyslog, 0));
  errno = 42;
  log->write(sample_pass());
  log->note(3, "x", "y");
  log->write(sample_refusal());
  log.reset();
  CHECK(errno == 42);
}
