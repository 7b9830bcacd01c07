// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "modules/nss/entry.h"
#include "tests/unit/module/fake_host.h"
#include "tests/unit/nss/known_names.h"

using namespace nss_test;

TEST_CASE(
    "an entry is closed while its name service hangs, which frees the rest when it comes back") {
  const auto gate = std::make_shared<Gate>();
  auto names = std::make_shared<KnownNames>(gate);
  const std::weak_ptr<KnownNames> kept = names;
  auto entry = std::make_unique<nss::Entry>(warifu::directory::Requirements(),
                                            warifu::directory::CachePolicy{}, std::move(names));
  entry->process_start();
  gate->shut();
  module_test::FakeCall call;
  call.set_owner(10042);
  call.time_left = 20'000;
  wait_until([&] {
    CHECK(entry->verify(call, nullptr) == WARIFU_UNAVAILABLE);
    return call.detail.find("earlier question") != std::string::npos;
  });
  entry.reset();
  CHECK_FALSE(kept.expired());
  gate->open();
  wait_until([&] { return kept.expired(); });
}

TEST_CASE("an entry that never ran, or nobody asks, is closed at once") {
  auto names = std::make_shared<KnownNames>();
  const std::weak_ptr<KnownNames> kept = names;
  { const nss::Entry entry({}, {}, std::move(names)); }
  CHECK(kept.expired());
}
