// SPDX-License-Identifier: MIT
#include "sdk/servers/redis/settings.h"

#include <catch2/catch.hpp>

using namespace warifu::redis;

namespace {

std::string mistake(const std::vector<std::string_view>& words) {
  const auto parsed = parse_settings(words);
  const auto* const text = std::get_if<std::string>(&parsed);
  return text != nullptr ? *text : "";
}

}  // namespace

TEST_CASE("without arguments the settings are the package's") {
  const auto parsed = parse_settings({});
  const auto& settings = std::get<Settings>(parsed);
  CHECK(settings.service == "redis");
  CHECK(settings.connect_service == "redis-connect");
  CHECK(settings.config_dir.empty());
  CHECK(settings.exemptions.empty());
}

TEST_CASE("arguments are names and values, in any order") {
  const auto parsed = parse_settings({"exempt", "10.0.0.0/8", "112", "service", "cache",
                                      "connect-service", "door", "config-dir", "/c", "exempt",
                                      "::1", "0", "module-dir", "/m", "runtime-dir", "/r"});
  const auto& settings = std::get<Settings>(parsed);
  CHECK(settings.service == "cache");
  CHECK(settings.connect_service == "door");
  CHECK(settings.config_dir == "/c");
  CHECK(settings.module_dir == "/m");
  CHECK(settings.runtime_dir == "/r");
  REQUIRE(settings.exemptions.size() == 2);
  CHECK(settings.exemptions[0].uid == 112);
}

TEST_CASE("a mistake in the arguments is told with its remedy") {
  CHECK(mistake({"servce", "x"}).find("unknown argument; write service") == 0);
  CHECK(mistake({"service"}).find("has no value") != std::string::npos);
}

TEST_CASE("an exemption by source alone is refused, and it is said why") {
  for (const auto& words :
       std::vector<std::vector<std::string_view>>{{"exempt", "10.0.0.0/8"},
                                                  {"exempt"},
                                                  {"exempt", "10.0.0.0/8", "service", "x"},
                                                  {"exempt", "10.0.0.0/8", "*"}}) {
    CHECK(mistake(words).find("every tenant of that host") != std::string::npos);
  }
}
