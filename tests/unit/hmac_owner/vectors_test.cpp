// SPDX-License-Identifier: MIT
// The worked options of vectors.json, which another implementation made, through the verifier; and
// each of them altered in every way that must be seen.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>

#include "tests/unit/hmac_owner/connection.h"
#include "tests/unit/hmac_owner/keyring_text.h"
#include "tests/unit/wire/bytes.h"

using namespace hmac_owner_test;
using nlohmann::json;

namespace {

json load_vectors() {
  std::ifstream file(WARIFU_WIRE_VECTORS);
  return json::parse(file);
}

// Both of the keys that the vectors use, under each slot and with each bind.
std::string keyring_of(const json& vector) {
  const std::string key = vector["key"];
  const std::string file = key == kSecret ? "keys/a" : "keys/b";
  REQUIRE((key == kSecret || key == kOtherSecret));
  return entry("uids = [\"0-4294967294\"]\ngids = [\"0-4294967294\"]\nslot = " +
                   std::to_string(vector["slot"].get<int>()) + "\nbind = \"" +
                   vector["bind"].get<std::string>() + "\"",
               file);
}

void set(warifu_endpoint& end, const json& text, const json& port) {
  const auto bytes = address(text.get<std::string>());
  std::copy(bytes.begin(), bytes.end(), end.address);
  end.port = port;
}

void fill(Connection& connection, const json& vector) {
  const auto bytes = warifu::wire::hex(vector["option"].get<std::string>());
  const bool is_claim = vector["form"] == "claim";
  std::copy(bytes.begin(), bytes.end(), is_claim ? connection.seen.claim : connection.seen.proof);
  (is_claim ? connection.seen.claim_length : connection.seen.proof_length) =
      static_cast<uint8_t>(bytes.size());
  connection.set_owner(vector["uid"], vector["gid"]);
  connection.seen.client_isn = vector["client_isn"];
  connection.seen.server_isn = vector["server_isn"];
  set(connection.seen.client, vector["source"], vector["source_port"]);
  set(connection.seen.server, vector["destination"], vector["destination_port"]);
  connection.now = connection.seen.read_at = vector["epoch"].get<int64_t>() * 64'000'000'000;
}

// Whether the verifier passes the vector after `change`.
bool passes(Server& server, const json& vector, const std::function<void(Connection&)>& change) {
  Connection connection;
  fill(connection, vector);
  change(connection);
  return server.ask(connection) == "pass";
}

template <typename Field>
void refuse_each_bit(Server& server, const json& vector, const char* name, size_t bytes,
                     Field field, bool is_signed = true) {
  for (size_t bit = 0; bit < bytes * 8; ++bit) {
    CAPTURE(name, bit);
    CHECK(passes(server, vector, [&](Connection& connection) {
            field(connection)[bit / 8] ^= static_cast<uint8_t>(1u << bit % 8);
          }) != is_signed);
  }
}

uint8_t* bytes_of(uint32_t& number) {
  return reinterpret_cast<uint8_t*>(&number);
}
uint8_t* bytes_of(uint16_t& number) {
  return reinterpret_cast<uint8_t*>(&number);
}
uint8_t* option_of(Connection& connection) {
  return connection.seen.claim_length != 0 ? connection.seen.claim : connection.seen.proof;
}

}  // namespace

TEST_CASE("every worked claim and proof passes, and no bit of one can be altered", "[vectors]") {
  const json file = load_vectors();
  int checked = 0;
  for (const json& vector : file["vectors"]) {
    if (vector["form"] == "plain") continue;
    CAPTURE(vector.dump());
    Server server(keyring_of(vector));
    REQUIRE(passes(server, vector, [](Connection&) {}));
    const bool is_claim = vector["form"] == "claim";
    const std::string bind = vector["bind"];
    const bool source = bind == "connection" || bind == "dnat";
    const bool destination = bind == "connection" || bind == "nat";
    const auto option = [](size_t offset) {
      return [offset](Connection& c) { return option_of(c) + offset; };
    };
    // Form and version stand in ctl too: any other byte there is no signature of this slot.
    refuse_each_bit(server, vector, "ctl", 1, option(4));
    refuse_each_bit(server, vector, "mac", is_claim ? 7 : 15, option(13));
    if (++checked % 8 != 1) continue;  // every combination of form and bind comes by twice
    refuse_each_bit(server, vector, "uid", 4, option(5));
    refuse_each_bit(server, vector, "gid", 4, option(9));
    const auto client_isn = [](Connection& c) { return bytes_of(c.seen.client_isn); };
    const auto server_isn = [](Connection& c) { return bytes_of(c.seen.server_isn); };
    refuse_each_bit(server, vector, "client ISN", 4, client_isn);
    refuse_each_bit(server, vector, "server ISN", 4, server_isn, !is_claim);
    refuse_each_bit(
        server, vector, "source port", 2,
        [](Connection& c) { return bytes_of(c.seen.client.port); }, source);
    refuse_each_bit(
        server, vector, "destination port", 2,
        [](Connection& c) { return bytes_of(c.seen.server.port); }, destination);
    refuse_each_bit(
        server, vector, "source", 16, [](Connection& c) { return c.seen.client.address; }, source);
    refuse_each_bit(
        server, vector, "destination", 16, [](Connection& c) { return c.seen.server.address; },
        destination);
  }
  CHECK(checked >= 120);
}

// An owner altered together with the option: what an attacker on the path would do.
TEST_CASE("an owner that was altered everywhere is still not the one that was signed",
          "[vectors]") {
  const json file = load_vectors();
  for (const json& vector : file["vectors"]) {
    if (vector["form"] == "plain" || vector["uid"] != 1000) continue;
    Server server(keyring_of(vector));
    for (unsigned bit = 0; bit < 32; ++bit) {
      const auto alter = [bit](uint8_t* big_endian) {
        big_endian[3 - bit / 8] ^= static_cast<uint8_t>(1u << bit % 8);
      };
      CHECK_FALSE(passes(server, vector, [&](Connection& connection) {
        alter(option_of(connection) + 5);
        connection.who.uid ^= 1u << bit;
      }));
      CHECK_FALSE(passes(server, vector, [&](Connection& connection) {
        alter(option_of(connection) + 9);
        connection.who.gid ^= 1u << bit;
      }));
    }
  }
}

TEST_CASE("a signature counts in its own epoch and the two beside it, in no other", "[vectors]") {
  const json file = load_vectors();
  int checked = 0;
  for (const json& vector : file["vectors"]) {
    if (vector["form"] == "plain" || ++checked % 8 != 1) continue;
    Server server(keyring_of(vector));
    for (int64_t epochs = -70; epochs <= 70; ++epochs) {
      CAPTURE(epochs);
      CHECK(passes(server, vector, [&](Connection& connection) {
              connection.seen.read_at += epochs * 64'000'000'000;
            }) == (epochs >= -1 && epochs <= 1));
    }
  }
}

TEST_CASE("a derived key verifies the host it was derived for, and no other", "[vectors]") {
  const json file = load_vectors();
  for (const json& host : file["host_keys"]) {
    Secrets secrets;
    secrets.texts["/etc/warifu/keys/a"] = host["audience_key"];
    auto read = read_text(entry("derive = \"source-address\""), secrets);
    REQUIRE(read.keyring);
    hmac_owner::Verifier verifier(std::move(*read.keyring), kClaims,
                                  std::make_unique<FakeMemory>());
    verifier.process_start();
    for (const char* from : {"192.0.2.10", "2001:db8::5", "192.0.2.11", "2001:db8::6"}) {
      Connection connection;
      connection.secret = warifu::wire::Secret::from_text(host["key"].get<std::string>()).value();
      connection.come_from(from);
      connection.sign_claim();
      CHECK(verifier.verify(connection) == (host["address"] == from ? WARIFU_PASS : WARIFU_FAIL));
    }
  }
}
