// SPDX-License-Identifier: MIT
// Membership: by the group's list, by the user's primary group, and through a cache that is too
// small.
#include <catch2/catch.hpp>

#include "tests/unit/stns/installed.h"
#include "tests/unit/stns/test_server.h"

using namespace stns_test;
using module_test::FakeCache;

namespace {

std::string user(uint32_t id, uint32_t group_id = 500) {
  return R"([{"id":)" + std::to_string(id) + R"(,"name":"user)" + std::to_string(id) +
         R"(","group_id":)" + std::to_string(group_id) + "}]";
}

// Members user0 to user(count-1).
std::string group(const std::string& name, uint32_t id, size_t count) {
  std::string json = R"([{"id":)" + std::to_string(id) + R"(,"name":")" + name + R"(","users":[)";
  for (size_t i = 0; i < count; ++i)
    json += (i == 0 ? "\"user" : ",\"user") + std::to_string(i) + "\"";
  return json + "]}]";
}

// Every user below 1,000,000 exists, in the primary group 500; the groups are the test's.
class Directory {
 public:
  Directory()
      : server_([this](int connection, const Request& request) {
          return send_all(connection, answer(request.target()));
        }) {}

  [[nodiscard]] std::string url() const { return server_.url(); }
  void set(const std::string& name, const std::string& answer) { groups_[name] = answer; }
  [[nodiscard]] size_t asked_for(const std::string& name) const {
    size_t count = 0;
    for (const Request& request : server_.requests())
      count += request.target() == "/groups?name=" + name ? 1 : 0;
    return count;
  }

 private:
  [[nodiscard]] std::string answer(const std::string& target) const {
    if (const std::string asked = "/users?id="; target.starts_with(asked)) {
      return reply(200, user(static_cast<uint32_t>(std::stoul(target.substr(asked.size())))));
    }
    const auto found = groups_.find(target.substr(target.find('=') + 1));
    return found == groups_.end() ? reply(404, "{}") : found->second;
  }

  std::map<std::string, std::string> groups_;
  TestServer server_;
};

int verify(const Entry& entry, FakeCache& cache, uint32_t uid) {
  Call call(cache, uid);
  return entry.verify(call);
}

}  // namespace

TEST_CASE("who is in the group's list passes, and one request serves everybody", "[groups]") {
  const size_t members = GENERATE(1U, 137U, 3000U);
  Directory directory;
  directory.set("staff", reply(200, group("staff", 9, members)));
  const Entry entry(directory.url(), "require_groups = [\"staff\"]");
  FakeCache cache;
  CHECK(verify(entry, cache, 0) == WARIFU_PASS);
  CHECK(verify(entry, cache, static_cast<uint32_t>(members - 1)) == WARIFU_PASS);
  Call other(cache, static_cast<uint32_t>(members));
  CHECK(entry.verify(other) == WARIFU_FAIL);
  CHECK(entry.reason(other) == "not-in-group");
  CHECK(directory.asked_for("staff") == 1);
}

TEST_CASE("a user's primary group counts, by its number", "[groups]") {
  Directory directory;
  directory.set("main", reply(200, group("main", 500, 0)));
  directory.set("other", reply(200, group("other", 501, 0)));
  FakeCache cache;
  CHECK(verify(Entry(directory.url(), "require_groups = [\"main\"]"), cache, 7) == WARIFU_PASS);
  cache.clear();
  CHECK(verify(Entry(directory.url(), "require_groups = [\"other\"]"), cache, 7) == WARIFU_FAIL);
}

TEST_CASE("a number 0 that nobody was given makes nobody a member", "[groups]") {
  TestServer server([](int connection, const Request& request) {
    const bool of_user = request.target().starts_with("/users");
    return send_all(connection, reply(200, of_user ? user(7, 0) : group("staff", 0, 1)));
  });
  const Entry entry(server.url(), "require_groups = [\"staff\"]");
  FakeCache cache;
  CHECK(verify(entry, cache, 7) == WARIFU_FAIL);
  CHECK(verify(entry, cache, 7) == WARIFU_FAIL);
}

TEST_CASE("one of several groups is enough, and the name is escaped", "[groups]") {
  Directory directory;
  directory.set("my%20team%26x", reply(200, group("my team&x", 9, 10)));
  const Entry entry(directory.url(), "require_groups = [\"nowhere\", \"my team&x\"]");
  FakeCache cache;
  CHECK(verify(entry, cache, 5) == WARIFU_PASS);
  CHECK(verify(entry, cache, 50) == WARIFU_FAIL);
}

TEST_CASE("a group that cannot be asked for makes nobody a non-member", "[groups]") {
  const auto [answer, reason] = GENERATE(table<std::string, std::string>({
      {reply(500, "{}"), "server-error"},
      {reply(200, group("other", 9, 10)), "bad-answer"},
      {reply(200, R"([{"id":9,"name":"staff"}])"), "bad-answer"},
      {reply(200, "[]", "", "text/html"), "server-error"},
  }));
  Directory directory;
  directory.set("staff", answer);
  const Entry entry(directory.url(), "require_groups = [\"staff\"]");
  FakeCache cache;
  Call call(cache, 7);
  CHECK(entry.verify(call) == WARIFU_UNAVAILABLE);
  CHECK(entry.reason(call) == reason);
}

TEST_CASE("later entries ask for groups as they need them", "[groups]") {
  Directory directory;
  directory.set("staff", reply(200, group("staff", 9, 10)));
  directory.set("broken", reply(500, "{}"));
  const Entry entry(directory.url());
  FakeCache cache;
  Call call(cache, 7);
  REQUIRE(entry.verify(call) == WARIFU_PASS);
  CHECK(directory.asked_for("staff") == 0);
  CHECK(entry.has_group(call, "staff") == WARIFU_MEMBER);
  CHECK(entry.has_group(call, "nowhere") == WARIFU_NOT_MEMBER);
  CHECK(entry.has_group(call, "broken") == WARIFU_MEMBER_UNAVAILABLE);
  call.asked.flags = WARIFU_CACHED_ONLY;
  CHECK(entry.has_group(call, "staff") == WARIFU_MEMBER);
  CHECK(entry.has_group(call, "elsewhere") == WARIFU_MEMBER_WOULD_BLOCK);
  CHECK(directory.asked_for("elsewhere") == 0);
}

TEST_CASE("shards that the cache dropped are fetched once for all who miss them", "[groups]") {
  Directory directory;
  directory.set("staff", reply(200, group("staff", 9, 3000)));
  const Entry entry(directory.url(), "require_groups = [\"staff\"]");
  FakeCache cache;
  REQUIRE(verify(entry, cache, 0) == WARIFU_PASS);
  cache.drop("s");
  for (uint32_t uid = 2990; uid < 3010; ++uid) {
    CAPTURE(uid);
    CHECK(verify(entry, cache, uid) == (uid < 3000 ? WARIFU_PASS : WARIFU_FAIL));
  }
  CHECK(directory.asked_for("staff") == 2);
}

TEST_CASE("shards that are dropped again and again still give the right answer", "[groups]") {
  Directory directory;
  directory.set("staff", reply(200, group("staff", 9, 300)));
  const Entry entry(directory.url(), "require_groups = [\"staff\"]");
  FakeCache cache;
  for (uint32_t uid = 295; uid < 305; ++uid) {
    CHECK(verify(entry, cache, uid) == (uid < 300 ? WARIFU_PASS : WARIFU_FAIL));
    cache.drop("s");
  }
}

TEST_CASE("a group that does not fit into the cache is answered for each user", "[groups]") {
  Directory directory;
  directory.set("staff", reply(200, group("staff", 9, 300)));
  const Entry entry(directory.url(), "require_groups = [\"staff\"]");
  FakeCache cache;
  cache.has_no_room = [](const std::string& key) { return key.front() == 's'; };
  for (int round = 0; round < 3; ++round) {
    CHECK(verify(entry, cache, 7) == WARIFU_PASS);
    CHECK(verify(entry, cache, 299) == WARIFU_PASS);
    CHECK(verify(entry, cache, 300) == WARIFU_FAIL);
  }
  CHECK(directory.asked_for("staff") <= 4);  // who came first, and each user once
}

TEST_CASE("a group of hundreds of thousands takes one request", "[groups]") {
  constexpr uint32_t kMembers = 300000;
  Directory directory;
  directory.set("staff", reply(200, group("staff", 9, kMembers)));
  const Entry entry(directory.url(), "require_groups = [\"staff\"]");
  FakeCache cache;
  for (uint32_t uid = 0; uid < kMembers; uid += kMembers / 50)
    CHECK(verify(entry, cache, uid) == WARIFU_PASS);
  CHECK(verify(entry, cache, kMembers) == WARIFU_FAIL);
  CHECK(directory.asked_for("staff") == 1);
}

TEST_CASE("a group whose number has none here is no group", "[groups]") {
  Directory directory;
  directory.set("staff", reply(200, group("staff", 4294967290, 10)));
  const Entry entry(directory.url(), "require_groups = [\"staff\"]\ngid_shift = 100");
  FakeCache cache;
  CHECK(verify(entry, cache, 7) == WARIFU_FAIL);
}
