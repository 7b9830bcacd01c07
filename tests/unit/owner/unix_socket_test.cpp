// SPDX-License-Identifier: MIT
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include "core/owner/evidence.h"
#include "tests/unit/owner/child.h"
#include "tests/unit/owner/connection.h"
#include "tests/unit/owner/summary.h"

using namespace warifu;

namespace {

std::string unique_name(const char* what) {
  return "warifu-test-" + std::to_string(getpid()) + "-" + what;
}

Connection connect_unix() {
  Connection out;
  const UniqueFd listener = listen_unix(unique_name("self"));
  out.client = make_socket(AF_UNIX);
  connect_to(out.client.get(), name_of(listener.get()));
  out.server = accept_from(listener.get());
  return out;
}

// What the server reads of a client that connects with these ids.
std::string read_from(uid_t uid, gid_t gid) {
  const UniqueFd listener = listen_unix(unique_name("other"));
  const std::string client = in_child([&] {
    become(uid, gid);
    const UniqueFd socket = make_socket(AF_UNIX);
    connect_to(socket.get(), name_of(listener.get()));
    return std::string("connected");
  });
  return client == "connected" ? summary(read_evidence(accept_from(listener.get()).get(), {}))
                               : client;
}

}  // namespace

TEST_CASE("unix-socket names who connected, with a gid", "[owner]") {
  const Connection connection = connect_unix();
  const Evidence evidence = read_evidence(connection.server.get(), {});
  CHECK(summary(evidence) ==
        "owner unix-socket " + std::to_string(geteuid()) + "/" + std::to_string(getegid()));
  CHECK(evidence.raw.claim_length == 0);
  CHECK(evidence.raw.flags == 0);
  CHECK(evidence.raw.socket_cookie != 0);
  CHECK(evidence.peer.port == 0);
}

TEST_CASE("unix-socket tells other users apart", "[owner]") {
  WARIFU_NEEDS_ROOT();
  CHECK(read_from(12345, 23456) == "owner unix-socket 12345/23456");
  CHECK(read_from(12346, 65534) == "owner unix-socket 12346/65534");
}

TEST_CASE("the overflow uid is no owner", "[owner]") {
  WARIFU_NEEDS_ROOT();
  CHECK(read_from(65534, 1000) == "no-owner owner.overflow-uid");
}

TEST_CASE("a unix socket without a peer names nobody", "[owner]") {
  const UniqueFd lonely = make_socket(AF_UNIX, SOCK_DGRAM);
  CHECK(summary(read_evidence(lonely.get(), {})) == "no-owner owner.overflow-uid");
}

TEST_CASE("a listening unix socket does not name the server itself", "[owner]") {
  const UniqueFd listener = listen_unix(unique_name("listening"));
  CHECK(summary(read_evidence(listener.get(), {})) == "error owner.unreadable");
}

TEST_CASE("a unix socket where only TCP is looked at has no source", "[owner]") {
  const Connection connection = connect_unix();
  const OwnerConfig config =
      with_sources({WARIFU_SOURCE_RECORD, WARIFU_SOURCE_SAVED_SYN, WARIFU_SOURCE_SAME_HOST});
  CHECK(summary(read_evidence(connection.server.get(), config)) == "not-asked owner.no-source");
}

TEST_CASE("what is no socket is an error that names the descriptor", "[owner]") {
  const Evidence evidence = read_evidence(-1, {});
  CHECK(summary(evidence) == "error owner.unreadable");
  CHECK(evidence.detail == "descriptor -1: Bad file descriptor");
  UniqueFd ends[2];
  int raw[2];
  REQUIRE(pipe(raw) == 0);
  ends[0].reset(raw[0]);
  ends[1].reset(raw[1]);
  CHECK(summary(read_evidence(raw[0], {})) == "error owner.unreadable");
}

TEST_CASE("in a user namespace of its own a server believes no local uid", "[owner]") {
  const Connection connection = connect_unix();
  const std::string read = in_child([&] {
    if (unshare(CLONE_NEWUSER) != 0) return std::string("not permitted");
    return summary(read_evidence(connection.server.get(), {}));
  });
  if (read == "not permitted") {
    WARN("skipped: this system lets nobody make user namespaces");
    return;
  }
  CHECK(read == "no-owner owner.foreign-user-namespace");
}

TEST_CASE("where /proc is not to be read no local uid is believed", "[owner]") {
  WARIFU_NEEDS_ROOT();
  const Connection connection = connect_unix();
  CHECK(in_child([&] {
          if (unshare(CLONE_NEWNS) != 0) return std::string("unshare failed");
          mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr);
          if (mount("none", "/proc", "tmpfs", 0, nullptr) != 0) return std::string("mount failed");
          return summary(read_evidence(connection.server.get(), {}));
        }) == "no-owner owner.not-permitted");
}
