// SPDX-License-Identifier: MIT
// "same-host" over loopback, and the ways in which it could name the wrong user.
#include <poll.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include "core/owner/evidence.h"
#include "tests/unit/owner/child.h"
#include "tests/unit/owner/connection.h"
#include "tests/unit/owner/seccomp.h"
#include "tests/unit/owner/summary.h"

using namespace warifu;

namespace {

constexpr uid_t kTenant = 12345;

std::string read(const UniqueFd& server) {
  return summary(read_evidence(server.get(), with_sources({WARIFU_SOURCE_SAME_HOST})));
}

std::string this_user() {
  return "owner same-host " + std::to_string(geteuid()) + "/-";
}

// Runs `work` as another user, in a child of root's.
void as_user(uid_t uid, const std::function<void()>& work) {
  if (seteuid(uid) != 0) throw std::runtime_error("seteuid");
  work();
  if (seteuid(0) != 0) throw std::runtime_error("seteuid back");
}

UniqueFd socket_of(uid_t uid, int family = AF_INET) {
  UniqueFd out;
  as_user(uid, [&] { out = make_socket(family); });
  return out;
}

// Until the peer's end-of-file has arrived, and with it whatever else it sent before.
void wait_for_end(const UniqueFd& socket) {
  pollfd poller{socket.get(), POLLRDHUP, 0};
  if (poll(&poller, 1, 10000) != 1) throw std::runtime_error("no end of file came");
}

// What is read of a tenant's connection to a listener at `server_address`, made from
// `client_address`.
std::string read_tenant(const std::string& server_address, const std::string& client_address) {
  return in_child([&] {
    const UniqueFd listener = listen_tcp(server_address, true);
    const Address target = ip_address(client_address, name_of(listener.get()).port());
    const UniqueFd client = socket_of(kTenant, target.storage.ss_family);
    connect_to(client.get(), target);
    return read(accept_from(listener.get()));
  });
}

}  // namespace

TEST_CASE("same-host names a local peer, without a gid", "[owner]") {
  const UniqueFd listener = listen_tcp("127.0.0.1", false);
  const Connection connection = connect_over(listener.get(), "127.0.0.1");
  const Evidence evidence =
      read_evidence(connection.server.get(), with_sources({WARIFU_SOURCE_SAME_HOST}));
  CHECK(summary(evidence) == this_user());
  CHECK(evidence.raw.flags == WARIFU_EVIDENCE_ENDPOINTS);
  CHECK(evidence.peer.port == name_of(connection.client.get()).port());
  CHECK(evidence.raw.claim_length == 0);
}

TEST_CASE("same-host knows every spelling of an address", "[owner]") {
  WARIFU_NEEDS_ROOT();
  const std::string tenant = "owner same-host 12345/-";
  CHECK(read_tenant("127.0.0.1", "127.0.0.1") == tenant);
  CHECK(read_tenant("::1", "::1") == tenant);
  // An AF_INET6 server that takes IPv4 too, an AF_INET6 client that speaks it, and both.
  CHECK(read_tenant("::", "127.0.0.1") == tenant);
  CHECK(read_tenant("127.0.0.1", "::ffff:127.0.0.1") == tenant);
  CHECK(read_tenant("::", "::ffff:127.0.0.1") == tenant);
  CHECK(read_tenant("::", "::1") == tenant);
  // No interface has this address, and yet it is this host's.
  CHECK(read_tenant("0.0.0.0", "127.0.0.2") == tenant);
}

TEST_CASE("same-host is not in the default list", "[owner]") {
  const UniqueFd listener = listen_tcp("127.0.0.1", false);
  const Connection connection = connect_over(listener.get(), "127.0.0.1");
  CHECK(summary(read_evidence(connection.server.get(), {})) == "not-saved owner.not-saved");
}

TEST_CASE("same-host names who made the socket, not who connected it", "[owner]") {
  WARIFU_NEEDS_ROOT();
  const auto made_then_connected = [](uid_t maker, uid_t connector) {
    return in_child([=] {
      const UniqueFd listener = listen_tcp("127.0.0.1", false);
      const UniqueFd client = socket_of(maker);
      as_user(connector, [&] { connect_to(client.get(), name_of(listener.get())); });
      return read(accept_from(listener.get()));
    });
  };
  CHECK(made_then_connected(0, kTenant) == "owner same-host 0/-");
  CHECK(made_then_connected(kTenant, 0) == "owner same-host 12345/-");
}

TEST_CASE("a peer that sent and closed before accept is not root", "[owner]") {
  WARIFU_NEEDS_ROOT();
  CHECK(in_child([] {
          const UniqueFd listener = listen_tcp("127.0.0.1", false);
          UniqueFd client = socket_of(kTenant);
          connect_to(client.get(), name_of(listener.get()));
          if (write(client.get(), "x", 1) != 1) return std::string("write failed");
          client.reset();
          const UniqueFd server = accept_from(listener.get());
          wait_for_end(server);
          return read(server);
        }) == "no-owner owner.peer-closed");
}

TEST_CASE("a peer that only shut its side down is not named", "[owner]") {
  WARIFU_NEEDS_ROOT();
  CHECK(in_child([] {
          const UniqueFd listener = listen_tcp("127.0.0.1", false);
          const UniqueFd client = socket_of(kTenant);
          connect_to(client.get(), name_of(listener.get()));
          shutdown(client.get(), SHUT_WR);
          const UniqueFd server = accept_from(listener.get());
          wait_for_end(server);
          return read(server);
        }) == "no-owner owner.peer-closed");
}

TEST_CASE("a peer whose server shut down first still has its owner", "[owner]") {
  const UniqueFd listener = listen_tcp("127.0.0.1", false);
  const Connection connection = connect_over(listener.get(), "127.0.0.1");
  shutdown(connection.server.get(), SHUT_WR);
  wait_for_end(connection.client);
  CHECK(read(connection.server) == this_user());
}

TEST_CASE("a peer that reset the connection is nobody", "[owner]") {
  const UniqueFd listener = listen_tcp("127.0.0.1", false);
  Connection connection = connect_over(listener.get(), "127.0.0.1");
  const linger now{1, 0};
  REQUIRE(setsockopt(connection.client.get(), SOL_SOCKET, SO_LINGER, &now, sizeof(now)) == 0);
  connection.client.reset();
  pollfd poller{connection.server.get(), POLLIN, 0};
  REQUIRE(poll(&poller, 1, 10000) == 1);
  CHECK(read(connection.server) == "no-owner owner.peer-closed");
}

TEST_CASE("the overflow uid is no owner over TCP either", "[owner]") {
  WARIFU_NEEDS_ROOT();
  CHECK(in_child([] {
          const UniqueFd listener = listen_tcp("127.0.0.1", false);
          const UniqueFd client = socket_of(65534);
          connect_to(client.get(), name_of(listener.get()));
          return read(accept_from(listener.get()));
        }) == "no-owner owner.overflow-uid");
}

TEST_CASE("same-host is for TCP", "[owner]") {
  const UniqueFd udp = make_socket(AF_INET, SOCK_DGRAM);
  CHECK(read(udp) == "not-asked owner.no-source");
}

TEST_CASE("without AF_NETLINK the reason is that the system forbids it", "[owner]") {
  const UniqueFd listener = listen_tcp("127.0.0.1", false);
  const Connection connection = connect_over(listener.get(), "127.0.0.1");
  const int error = GENERATE(EPERM, EAFNOSUPPORT);
  const std::string detail = in_child([&] {
    forbid_socket_family(AF_NETLINK, error);
    const Evidence evidence =
        read_evidence(connection.server.get(), with_sources({WARIFU_SOURCE_SAME_HOST}));
    return summary(evidence) + " (" + evidence.detail + ")";
  });
  CHECK_THAT(detail, Catch::StartsWith("no-owner owner.not-permitted (same-host: asking"));
}
