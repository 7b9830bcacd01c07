// SPDX-License-Identifier: MIT
#include <unistd.h>

#include <catch2/catch.hpp>
#include <utility>
#include <variant>

#include "tests/unit/api/sandbox.h"
#include "warifu/warifu.hpp"

namespace client = warifu::client;

namespace {

client::Options options_for(const Sandbox& sandbox) {
  client::Options options;
  options.service = "demo";
  options.config_dir = sandbox.path;
  options.module_dir = MODULES_OUT;
  options.flags = WARIFU_ALLOW_USER_OWNED;
  options.log = [](void*, const char*, size_t) {};
  return options;
}

}  // namespace

TEST_CASE_METHOD(Sandbox, "the wrapper opens, verifies, and moves", "[wrapper]") {
  write_stack("demo", allow_uid(getuid()));
  auto opened = client::Engine::open(options_for(*this));
  REQUIRE(std::holds_alternative<client::Engine>(opened));
  const client::Engine engine = std::move(std::get<client::Engine>(opened));
  const client::Decision decision;
  const UnixConnection connection(path);
  client::Request request;
  request.fd = connection.fd();
  request.account = "shop";
  CHECK(engine.verify(request, decision));
  CHECK(decision.info().owner.uid == getuid());
  const client::Owner owner = engine.read_owner(connection.fd());
  REQUIRE(owner);
  request.owner = owner.get();
  write_stack("demo", allow_uid(getuid() + 1));
  CHECK(engine.reload() == nullptr);
  CHECK_FALSE(engine.verify(request, decision));
  CHECK(std::string(decision.info().reason_id) == "uid_allowlist.not-listed");
}

TEST_CASE_METHOD(Sandbox, "what cannot be opened is a value that says why", "[wrapper]") {
  const auto opened = client::Engine::open(options_for(*this));
  REQUIRE(std::holds_alternative<client::Failure>(opened));
  CHECK(std::get<client::Failure>(opened).status == WARIFU_E_CONFIGURATION);
  CHECK(std::get<client::Failure>(opened).text.find("demo.toml") != std::string::npos);
}
