// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <cstdio>
#include <string>

#include "core/cli/key/secret_text.h"

using namespace warifu;
using namespace warifu::cli;

TEST_CASE("every byte is written as hexadecimal digits, and read again") {
  for (unsigned value = 0; value < 256; ++value) {
    wire::Secret secret;
    secret.writable()[0] = 1;
    secret.writable()[31] = static_cast<uint8_t>(value);
    const SecretText text(secret);
    char last[3] = {};
    std::snprintf(last, sizeof last, "%02x", value);
    REQUIRE(text.view().substr(62) == std::string(last) + "\n");
    REQUIRE(text.view().size() == 65);
    const auto again = wire::Secret::from_text(text.view());
    REQUIRE(again);
    CHECK(again->bytes()[31] == value);
  }
}
