// SPDX-License-Identifier: MIT
// stns as the engine loads it, against a server of this process: who passes, and what is said of
// the others.
#include <catch2/catch.hpp>

#include "tests/unit/stns/installed.h"
#include "tests/unit/stns/test_server.h"

using namespace stns_test;
using module_test::FakeCache;

namespace {

constexpr int64_t kSecond = 1'000'000;

const std::string kUser = R"([{"id":7,"name":"wp","password":"","group_id":9,"directory":"",)"
                          R"("shell":"","gecos":"","keys":null}])";

}  // namespace

TEST_CASE("whom the server knows passes, and is asked for once", "[module]") {
  TestServer server(reply(200, kUser));
  const Entry entry(server.url() + "/v1/");
  FakeCache cache;
  for (int i = 0; i < 3; ++i) {
    Call call(cache);
    CHECK(entry.verify(call) == WARIFU_PASS);
    CHECK(call.attributes.at("owner.name") == "wp");
    CHECK(call.search);
    CHECK(entry.reason(call).empty());
    CHECK(call.logged.empty());
  }
  REQUIRE(server.requests().size() == 1);
  CHECK(server.requests().front().target() == "/v1/users?id=7");
}

TEST_CASE("who is not found is unknown, for as long as that is remembered", "[module]") {
  TestServer server(GENERATE(reply(404, "{}"), reply(404, "", "", "text/plain"), reply(200, "[]")));
  const Entry entry(server.url());
  FakeCache cache;
  Call call(cache);
  CHECK(entry.verify(call) == WARIFU_UNKNOWN);
  CHECK(entry.reason(call) == "not-found");
  CHECK(call.attributes.empty());
  CHECK(entry.verify(call) == WARIFU_UNKNOWN);
  CHECK(server.requests().size() == 1);
  cache.now += 11 * kSecond;
  server.answer_with(reply(200, kUser));
  CHECK(entry.verify(call) == WARIFU_PASS);
}

TEST_CASE("a server that cannot be asked is told apart by why", "[module]") {
  const auto [answer, reason, detail] = GENERATE(table<std::string, std::string, std::string>({
      {reply(400, "{}"), "server-error", "400"},
      {reply(401, "{}"), "refused", "401"},
      {reply(403, "{}"), "refused", "403"},
      {reply(301, "", "Location: /v1\r\n"), "server-error", "redirects"},
      {reply(204, ""), "server-error", "204"},
      {reply(429, "{}"), "server-error", "429"},
      {reply(404, "<html>404</html>", "", "text/html"), "server-error", "api_endpoint"},
      {reply(500, kUser), "server-error", "500"},
      {reply(503, "[]"), "server-error", "503"},
      {reply(200, kUser, "", "text/html"), "server-error", "Content-Type"},
      {reply(200, kUser, "Content-Type: application/json\r\n"), "server-error", "Content-Type"},
      {reply(200, "[{"), "bad-answer", "not JSON"},
      {reply(200, R"([{"id":8,"name":"root","group_id":0}])"), "bad-answer", "another id"},
      {reply(200, R"([{"id":7,"name":"a/b","group_id":0}])"), "malformed-name", "uid 7"},
      {reply(200, R"([{"id":7,"name":"0","group_id":0}])"), "malformed-name", "number"},
      {reply(200, R"([{"id":7,"name":"root\u0000","group_id":0}])"), "malformed-name", "uid 7"},
  }));
  CAPTURE(answer);
  TestServer server(answer);
  const Entry entry(server.url());
  FakeCache cache;
  Call call(cache);
  CHECK(entry.verify(call) == WARIFU_UNAVAILABLE);
  CHECK(entry.reason(call) == reason);
  CHECK_THAT(call.detail, Catch::Contains(detail));
  CHECK(call.attributes.empty());
}

TEST_CASE("a failure is never taken for an answer", "[module]") {
  TestServer server(reply(500, "{}"));
  const Entry entry(server.url());
  FakeCache cache;
  Call first(cache);
  CHECK(entry.verify(first) == WARIFU_UNAVAILABLE);
  server.answer_with(reply(200, kUser));
  Call second(cache);
  CHECK(entry.verify(second) == WARIFU_PASS);
}

TEST_CASE("a user with a broken record does not keep others from being asked for", "[module]") {
  TestServer server([](int connection, const Request& request) {
    const bool broken = request.target() == "/users?id=8";
    return send_all(connection, reply(200, broken ? R"([{"id":"8"}])" : kUser));
  });
  const Entry entry(server.url());
  FakeCache cache;
  for (int i = 0; i < 10; ++i) {
    Call call(cache, 8);
    CHECK(entry.verify(call) == WARIFU_UNAVAILABLE);
    CHECK(entry.reason(call) == "bad-answer");
  }
  Call call(cache);
  CHECK(entry.verify(call) == WARIFU_PASS);
}

TEST_CASE("while the server is away, what it said before is taken, for a bounded time",
          "[module]") {
  TestServer server(reply(200, kUser));
  const Entry entry(server.url(), "stale_if_error = \"1h\"");
  FakeCache cache;
  Call before(cache);
  REQUIRE(entry.verify(before) == WARIFU_PASS);
  server.go_away();
  cache.now += 700 * kSecond;
  Call call(cache);
  CHECK(entry.verify(call) == WARIFU_PASS);
  CHECK(entry.reason(call) == "stale");
  CHECK_THAT(call.detail, Catch::Contains("cannot be reached"));
  CHECK(call.attributes.at("owner.name") == "wp");
  CHECK(call.logged.size() == 1);
  Call again(cache);
  CHECK(entry.verify(again) == WARIFU_PASS);
  CHECK(again.logged.empty());  // one line for all of them
  cache.now += 3600 * kSecond;
  Call late(cache);
  CHECK(entry.verify(late) == WARIFU_UNAVAILABLE);
  CHECK(entry.reason(late) == "unavailable");
}

TEST_CASE("a server that keeps failing is left alone, and asked again later", "[module]") {
  TestServer server(reply(500, "{}"));
  const Entry entry(server.url());
  FakeCache cache;
  for (uint32_t uid = 100; uid < 120; ++uid) {
    Call call(cache, uid);
    CHECK(entry.verify(call) == WARIFU_UNAVAILABLE);
  }
  CHECK(server.requests().size() == 3);
  server.answer_with(reply(200, kUser));
  cache.now += 61 * kSecond;
  Call call(cache);
  CHECK(entry.verify(call) == WARIFU_PASS);
}

TEST_CASE("a uid is the server's id and the shift", "[module]") {
  TestServer server(reply(200, kUser));
  const Entry entry(server.url(), "uid_shift = 10000\ngid_shift = 10000");
  FakeCache cache;
  Call call(cache, 10007);
  CHECK(entry.verify(call) == WARIFU_PASS);
  CHECK(server.requests().front().target() == "/users?id=7");
  Call below(cache, 9999);
  CHECK(entry.verify(below) == WARIFU_UNKNOWN);
  CHECK(entry.reason(below) == "not-found");
  CHECK(server.requests().size() == 1);
}

TEST_CASE("who is outside the ids that exist is not asked for", "[module]") {
  TestServer server(reply(200, kUser, "User-Lowest-Id: 5\r\nuser-highest-id: 9\r\n"));
  const Entry entry(server.url());
  FakeCache cache;
  Call call(cache);
  REQUIRE(entry.verify(call) == WARIFU_PASS);
  for (const uint32_t uid : {0U, 4U, 10U, 4294967294U}) {
    Call outside(cache, uid);
    outside.asked.flags = GENERATE(0U, uint32_t{WARIFU_CACHED_ONLY});
    CHECK(entry.verify(outside) == WARIFU_UNKNOWN);
  }
  CHECK(server.requests().size() == 1);
  Call inside(cache, 9);
  CHECK(entry.verify(inside) == WARIFU_UNAVAILABLE);  // it answers about 7
  CHECK(server.requests().size() == 2);
  cache.now += 601 * kSecond;
  Call later(cache, 4);
  entry.verify(later);
  CHECK(server.requests().size() == 3);
}

TEST_CASE("bounds that leave out whom the server has just named are ignored", "[module]") {
  TestServer server(reply(200, kUser, "User-Lowest-Id: 8\r\nUser-Highest-Id: 9\r\n"));
  const Entry entry(server.url());
  FakeCache cache;
  Call call(cache);
  CHECK(entry.verify(call) == WARIFU_PASS);
  CHECK(entry.verify(call) == WARIFU_PASS);
  Call other(cache, 100);
  entry.verify(other);
  CHECK(server.requests().size() == 2);
}

TEST_CASE("bounds lock out nobody of whom there is a fresh answer", "[module]") {
  TestServer server(reply(200, kUser));
  const Entry entry(server.url());
  FakeCache cache;
  Call call(cache);
  REQUIRE(entry.verify(call) == WARIFU_PASS);
  server.answer_with(reply(404, "{}", "User-Lowest-Id: 50\r\nUser-Highest-Id: 60\r\n"));
  Call nobody(cache, 55);
  CHECK(entry.verify(nobody) == WARIFU_UNKNOWN);
  Call again(cache);
  CHECK(entry.verify(again) == WARIFU_PASS);
  CHECK(server.requests().size() == 2);
}

TEST_CASE("who may not wait is told so, and nobody is asked", "[module]") {
  TestServer server(reply(200, kUser));
  const Entry entry(server.url());
  FakeCache cache;
  Call call(cache);
  call.asked.flags = WARIFU_CACHED_ONLY;
  CHECK(entry.verify(call) == WARIFU_WOULD_BLOCK);
  CHECK(server.connections() == 0);
  Call waits(cache);
  CHECK(entry.verify(waits) == WARIFU_PASS);
  CHECK(entry.verify(call) == WARIFU_PASS);
}

TEST_CASE("without a cache everything is asked for", "[module]") {
  TestServer server(reply(200, kUser));
  const Entry entry(server.url());
  FakeCache cache;
  Call call(cache);
  call.cache = nullptr;
  CHECK(entry.verify(call) == WARIFU_PASS);
  CHECK(entry.verify(call) == WARIFU_PASS);
  CHECK(server.requests().size() == 2);
}

TEST_CASE("where no time is left nobody is asked", "[module]") {
  TestServer server(reply(200, kUser));
  const Entry entry(server.url());
  FakeCache cache;
  Call call(cache);
  call.time_left = 0;
  CHECK(entry.verify(call) == WARIFU_UNAVAILABLE);
  CHECK(server.connections() == 0);
}

TEST_CASE("what is demanded of the name is compared with the server's", "[module]") {
  TestServer server(reply(200, kUser));
  const auto [options, code] = GENERATE(table<std::string, int>({
      {"same_as_account = true", WARIFU_PASS},
      {"require_user = [\"wp\"]", WARIFU_PASS},
      {"require_user = [\"WP\", \"w\", \"wpx\"]", WARIFU_FAIL},
      {"domain = \"web\"", WARIFU_UNKNOWN},
  }));
  CAPTURE(options);
  const Entry entry(server.url(), options);
  FakeCache cache;
  Call call(cache);
  CHECK(entry.verify(call) == code);
}

TEST_CASE("secrets are sent to the server, and told to nobody else", "[module]") {
  TestServer server(reply(401, "{}"));
  const Entry entry(server.url(), "auth_token = \"s3cret\"");
  FakeCache cache;
  Call call(cache);
  CHECK(entry.verify(call) == WARIFU_UNAVAILABLE);
  CHECK(server.requests().front().header("Authorization") == "token s3cret");
  CHECK_THAT(call.detail, !Catch::Contains("s3cret"));
  REQUIRE(call.logged.size() == 1);
  CHECK_THAT(call.logged.front(), !Catch::Contains("s3cret"));
}
