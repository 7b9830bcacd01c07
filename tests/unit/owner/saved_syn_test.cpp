// SPDX-License-Identifier: MIT
// "saved-syn" on real sockets, and which source follows which.
#include <unistd.h>
#include <catch2/catch.hpp>

#include "core/owner/evidence.h"
#include "tests/unit/owner/child.h"
#include "tests/unit/owner/connection.h"
#include "tests/unit/owner/summary.h"

using namespace warifu;

namespace {

constexpr int kRecord = WARIFU_SOURCE_RECORD, kSavedSyn = WARIFU_SOURCE_SAVED_SYN,
              kUnixSocket = WARIFU_SOURCE_UNIX_SOCKET, kSameHost = WARIFU_SOURCE_SAME_HOST;

std::string read(const UniqueFd& server, std::initializer_list<int> sources) {
  return summary(read_evidence(server.get(), with_sources(sources)));
}

std::string by_same_host() {
  return "owner same-host " + std::to_string(geteuid()) + "/-";
}

}  // namespace

TEST_CASE("a saved SYN without an option is no option", "[owner]") {
  const std::string address = GENERATE(as<std::string>(), "127.0.0.1", "::1");
  const UniqueFd listener = listen_tcp(address, true);
  const Connection connection = connect_over(listener.get(), address);
  const Evidence evidence = read_evidence(connection.server.get(), {});
  CHECK(summary(evidence) == "no-option owner.no-option");
  CHECK(evidence.detail.empty());
  CHECK(evidence.raw.flags == (WARIFU_EVIDENCE_CLIENT_ISN | WARIFU_EVIDENCE_ENDPOINTS));
  CHECK(evidence.raw.socket_cookie != 0);
  CHECK(evidence.raw.source == kSavedSyn);
  CHECK(evidence.raw.client.port == name_of(connection.client.get()).port());
  CHECK(evidence.raw.server.port == name_of(listener.get()).port());
}

TEST_CASE("a SYN that was not saved is told from one without an option", "[owner]") {
  const UniqueFd listener = listen_tcp("127.0.0.1", false);
  const Connection connection = connect_over(listener.get(), "127.0.0.1");
  CHECK(read(connection.server, {kSavedSyn}) == "not-saved owner.not-saved");
  CHECK(read(connection.server, {kRecord, kSavedSyn, kUnixSocket}) == "not-saved owner.not-saved");
}

TEST_CASE("the kernel hands a saved SYN out once", "[owner]") {
  const UniqueFd listener = listen_tcp("127.0.0.1", true);
  const Connection connection = connect_over(listener.get(), "127.0.0.1");
  CHECK(read(connection.server, {kSavedSyn}) == "no-option owner.no-option");
  CHECK(read(connection.server, {kSavedSyn}) == "not-saved owner.not-saved");
}

TEST_CASE("after a SYN without an option only local sources are asked", "[owner]") {
  const UniqueFd listener = listen_tcp("127.0.0.1", true);
  const auto read_new = [&](std::initializer_list<int> sources) {
    return read(connect_over(listener.get(), "127.0.0.1").server, sources);
  };
  CHECK(read_new({kSavedSyn, kRecord, kUnixSocket}) == "no-option owner.no-option");
  // A second look would find the SYN gone, and say that it was not saved.
  CHECK(read_new({kSavedSyn, kSavedSyn}) == "no-option owner.no-option");
  CHECK(read_new({kSavedSyn, kSameHost}) == by_same_host());
}

TEST_CASE("a SYN that was not saved: the next source", "[owner]") {
  const UniqueFd listener = listen_tcp("127.0.0.1", false);
  const auto read_new = [&](std::initializer_list<int> sources) {
    return read(connect_over(listener.get(), "127.0.0.1").server, sources);
  };
  CHECK(read_new({kSavedSyn, kSameHost}) == by_same_host());
  CHECK(read_new({kSavedSyn, kUnixSocket}) == "not-saved owner.not-saved");
}

TEST_CASE("the first source that names an owner is the last that is asked", "[owner]") {
  const UniqueFd listener = listen_tcp("127.0.0.1", true);
  const Connection connection = connect_over(listener.get(), "127.0.0.1");
  CHECK(read(connection.server, {kSameHost, kSavedSyn}) == by_same_host());
  // Still there: it was not asked for.
  CHECK(read(connection.server, {kSavedSyn}) == "no-option owner.no-option");
}

TEST_CASE("without a map no record is available, and no source at all is said to be none",
          "[owner]") {
  const UniqueFd listener = listen_tcp("127.0.0.1", true);
  const Connection connection = connect_over(listener.get(), "127.0.0.1");
  CHECK(read(connection.server, {kRecord}) == "not-asked owner.no-source");
  CHECK(read(connection.server, {kUnixSocket}) == "not-asked owner.no-source");
  CHECK(read(connection.server, {}) == "not-asked owner.no-source");
}

TEST_CASE("a socket whose protocol saves no SYN is passed over", "[owner]") {
  const UniqueFd udp = make_socket(AF_INET, SOCK_DGRAM);
  const Evidence evidence = read_evidence(udp.get(), {});
  CHECK(summary(evidence) == "not-asked owner.no-source");
  CHECK_THAT(evidence.detail, Catch::Contains("saved-syn: the protocol of this socket saves no"));
}

TEST_CASE("an accepted MPTCP connection has no SYN to read", "[owner]") {
  UniqueFd listener(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, IPPROTO_MPTCP));
  if (!listener.valid()) {
    WARN("skipped: this kernel has no MPTCP");
    return;
  }
  const Address any = ip_address("127.0.0.1", 0);
  REQUIRE(bind(listener.get(), any.get(), any.length) == 0);
  REQUIRE(listen(listener.get(), 8) == 0);
  UniqueFd client(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, IPPROTO_MPTCP));
  connect_to(client.get(), name_of(listener.get()));
  const UniqueFd server = accept_from(listener.get());
  const std::string outcome = read(server, {kSavedSyn, kSameHost});
  CHECK((outcome == "not-asked owner.no-source" || outcome == "not-saved owner.not-saved"));
}
