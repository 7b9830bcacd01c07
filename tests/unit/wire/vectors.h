// SPDX-License-Identifier: MIT
// The worked values in vectors.json, which another implementation made.
#pragma once

#include <arpa/inet.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "kernel/wire/address.h"
#include "kernel/wire/mac_message.h"
#include "kernel/wire/secret.h"

namespace warifu::wire {

inline nlohmann::json load_vectors() {
  std::ifstream file(WARIFU_WIRE_VECTORS);
  return nlohmann::json::parse(file);
}

inline Secret secret_of(const nlohmann::json& text) {
  return Secret::from_text(text.get<std::string>()).value();
}

inline Address address(const nlohmann::json& value) {
  const std::string text = value;
  Address out{};
  if (text.find(':') != std::string::npos) {
    REQUIRE(inet_pton(AF_INET6, text.c_str(), out.data()) == 1);
  } else {
    out[10] = out[11] = 0xff;
    REQUIRE(inet_pton(AF_INET, text.c_str(), out.data() + 12) == 1);
  }
  return out;
}

inline unsigned bind_named(const std::string& name) {
  if (name == "nat") return WARIFU_BIND_NAT;
  if (name == "dnat") return WARIFU_BIND_DNAT;
  return name == "isn" ? WARIFU_BIND_ISN : WARIFU_BIND_CONNECTION;
}

// What one of the vectors signs. Lends its addresses to input().
class SignedConnection {
 public:
  SignedConnection(const nlohmann::json& each, unsigned ctl)
      : source_(address(each["source"])), destination_(address(each["destination"])) {
    input_ = {ctl,
              each["uid"],
              each["gid"],
              each["client_isn"],
              each["server_isn"],
              each["source_port"],
              each["destination_port"],
              source_.data(),
              destination_.data(),
              bind_named(each["bind"])};
  }
  SignedConnection(const SignedConnection&) = delete;
  SignedConnection& operator=(const SignedConnection&) = delete;

  [[nodiscard]] const warifu_mac_input& input() const { return input_; }

 private:
  Address source_;
  Address destination_;
  warifu_mac_input input_{};
};

}  // namespace warifu::wire
