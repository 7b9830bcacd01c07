// SPDX-License-Identifier: MIT
// Clients from outside this host, whose every byte is chosen by an attacker (frame_client.h
// draws the network). Each test has a network namespace of its own.
#include <catch2/catch.hpp>

#include "core/owner/evidence.h"
#include "core/owner/netlink.h"
#include "core/owner/route.h"
#include "core/owner/sock_diag.h"
#include "tests/unit/owner/child.h"
#include "tests/unit/owner/connection.h"
#include "tests/unit/owner/frame_client.h"
#include "tests/unit/owner/summary.h"

#include <linux/netlink.h>

using namespace warifu;
using wire::ByteVector;
using wire::hex;
using wire::join;

namespace {

constexpr int kSavedSyn = WARIFU_SOURCE_SAVED_SYN, kSameHost = WARIFU_SOURCE_SAME_HOST;

std::string described(const UniqueFd& server, std::initializer_list<int> sources) {
  const Evidence evidence = read_evidence(server.get(), with_sources(sources));
  return summary(evidence) + (evidence.detail.empty() ? "" : " (" + evidence.detail + ")");
}

// What is read of a client with this option in its SYN.
std::string read_frames(const ByteVector& option, std::initializer_list<int> sources) {
  return in_child([&] {
    enter_new_network();
    FrameClient client;
    const UniqueFd listener = listen_tcp("0.0.0.0", true);
    return described(client.connect_ipv4(listener.get(), 40000, option), sources);
  });
}

}  // namespace

TEST_CASE("a claim on the wire is read from an accepted socket", "[owner]") {
  WARIFU_NEEDS_ROOT();
  CHECK(read_frames(join({wire::kUsual, wire::kPlain}), {kSavedSyn}) == "owner saved-syn 1000/100");
  // What is not local is asked of the SYN.
  CHECK(read_frames(wire::kPlain, {kSameHost, kSavedSyn}) == "owner saved-syn 1000/100");
}

TEST_CASE("a malformed option is final: no later source is asked", "[owner]") {
  WARIFU_NEEDS_ROOT();
  CHECK(read_frames(join({wire::kPlain, wire::kPlain}), {kSavedSyn, kSameHost}) ==
        "malformed owner.malformed (a second option that names an owner, at byte 13 of the TCP "
        "options)");
  CHECK(read_frames(hex("fe 1c 5746 65 000003e8 00000064 0102030405060708090a0b0c0d0e0f"),
                    {kSavedSyn, kSameHost}) ==
        "malformed owner.malformed (a proof in a SYN, at byte 4 of the TCP options)");
}

TEST_CASE("the SYN's answer is told before a local source's", "[owner]") {
  WARIFU_NEEDS_ROOT();
  const std::string expected =
      "no-option owner.no-option (same-host: 192.0.2.2 is not an address of this host)";
  CHECK(read_frames(wire::kUsual, {kSavedSyn, kSameHost}) == expected);
  CHECK(read_frames(wire::kUsual, {kSameHost, kSavedSyn}) == expected);
}

TEST_CASE("a claim behind IPv6 extension headers is read from an accepted socket", "[owner]") {
  WARIFU_NEEDS_ROOT();
  CHECK(in_child([] {
          enter_new_network();
          FrameClient client;
          const UniqueFd listener = listen_tcp("::", true);
          return described(client.connect_ipv6(listener.get(), 40000, wire::kPlain, 60,
                                               hex("0600 0104 00000000")),
                           {kSavedSyn});
        }) == "owner saved-syn 1000/100");
}

TEST_CASE("a SYN with more headers than there is room for is malformed, not unsaved", "[owner]") {
  WARIFU_NEEDS_ROOT();
  // Two headers of destination options, each 4 times 255 bytes of a type that receivers skip.
  ByteVector header = {0, 1032 / 8 - 1};
  for (int i = 0; i < 4; ++i)
    header = join({header, hex("1eff"), ByteVector(255, 0)});
  header.resize(1032);
  ByteVector headers = join({header, header});
  headers[0] = 60;
  headers[header.size()] = 6;
  CHECK_THAT(in_child([&] {
               enter_new_network();
               FrameClient client;
               const UniqueFd listener = listen_tcp("::", true);
               const UniqueFd server =
                   client.connect_ipv6(listener.get(), 40000, wire::kPlain, 60, headers);
               return described(server, {kSavedSyn, kSameHost});
             }),
             Catch::StartsWith("malformed owner.malformed (the headers of the SYN are 21"));
}

TEST_CASE("a remote peer with a local listener's port is not that listener", "[owner]") {
  WARIFU_NEEDS_ROOT();
  const std::string read = in_child([] {
    enter_new_network();
    FrameClient client;
    const UniqueFd other = listen_tcp("0.0.0.0", true, 22);
    const UniqueFd listener = listen_tcp("0.0.0.0", true);
    const UniqueFd server = client.connect_ipv4(listener.get(), 22, wire::kUsual);
    return described(server, {kSameHost});
  });
  CHECK(read ==
        "no-owner owner.peer-not-local (same-host: 192.0.2.2 is not an address of this host)");
}

TEST_CASE("that any address may be bound does not make it local", "[owner]") {
  WARIFU_NEEDS_ROOT();
  CHECK(in_child([] {
          enter_new_network();
          run("sysctl -qw net.ipv4.ip_nonlocal_bind=1 net.ipv6.ip_nonlocal_bind=1");
          std::string out;
          for (const char* text : {"198.51.100.1", "2001:db8::9", "127.0.0.9", "::1"}) {
            const auto local = is_local_address(to_endpoint(ip_address(text, 0).storage));
            out += !local ? "?" : *local ? "local " : "remote ";
          }
          return out;
        }) == "remote remote local local ");
}

TEST_CASE("a lookup is not answered by a listener", "[owner]") {
  const std::string address = GENERATE(as<std::string>(), "127.0.0.1", "::1");
  const UniqueFd listener = listen_tcp(address, false);
  const Connection connection = connect_over(listener.get(), address);
  auto netlink = Netlink::open(NETLINK_SOCK_DIAG);
  REQUIRE(netlink);
  const warifu_endpoint client = to_endpoint(name_of(connection.client.get()).storage).end;
  const warifu_endpoint server = to_endpoint(name_of(connection.server.get()).storage).end;
  const auto found = find_socket(*netlink, {server, client});
  REQUIRE(found);
  REQUIRE(*found);
  CHECK((*found)->inode != 0);
  // The same, but with a peer that is not there: the kernel has the listener to offer.
  warifu_endpoint nobody = client;
  nobody.port = static_cast<uint16_t>(client.port ^ 1);
  const auto fallback = find_socket(*netlink, {server, nobody});
  REQUIRE(fallback);
  CHECK_FALSE(*fallback);
}

TEST_CASE("a socket of another network namespace is looked up nowhere", "[owner]") {
  WARIFU_NEEDS_ROOT();
  const UniqueFd listener = listen_tcp("127.0.0.1", false);
  const Connection connection = connect_over(listener.get(), "127.0.0.1");
  CHECK_THAT(in_child([&] {
               enter_new_network();
               return described(connection.server, {kSameHost});
             }),
             Catch::StartsWith("no-owner owner.peer-not-found (same-host: sock_diag does not know "
                               "the accepted socket"));
}

TEST_CASE("the same addresses and ports in another network namespace are not this socket",
          "[owner]") {
  WARIFU_NEEDS_ROOT();
  const UniqueFd listener = listen_tcp("127.0.0.1", false);
  const Connection connection = connect_over(listener.get(), "127.0.0.1");
  const uint16_t client_port = name_of(connection.client.get()).port();
  CHECK_THAT(in_child([&] {
               enter_new_network();
               const UniqueFd twin = listen_tcp("127.0.0.1", false, name_of(listener.get()).port());
               const UniqueFd client = make_socket(AF_INET);
               const Address local = ip_address("127.0.0.1", client_port);
               if (bind(client.get(), local.get(), local.length) != 0) return std::string("bind");
               connect_to(client.get(), name_of(twin.get()));
               return described(connection.server, {kSameHost});
             }),
             Catch::StartsWith("no-owner owner.peer-not-found"));
}

TEST_CASE("in a user namespace of its own a server believes no uid of sock_diag", "[owner]") {
  const UniqueFd listener = listen_tcp("127.0.0.1", false);
  const Connection connection = connect_over(listener.get(), "127.0.0.1");
  const std::string read = in_child([&] {
    if (unshare(CLONE_NEWUSER) != 0) return std::string("not permitted");
    return described(connection.server, {kSameHost});
  });
  if (read == "not permitted") {
    WARN("skipped: this system lets nobody make user namespaces");
    return;
  }
  CHECK(read == "no-owner owner.foreign-user-namespace");
}
