// SPDX-License-Identifier: MIT
// What is an answer to the question that was asked, and what is none.
#include "modules/stns/answer.h"

#include <catch2/catch.hpp>

using stns::is_json;
using stns::read_group;
using stns::read_user;

namespace {

const std::string kUser =
    R"({"id":7,"name":"wp","password":"","group_id":9,"directory":"","shell":"","gecos":"","keys":null})";
const std::string kGroup = R"({"id":9,"name":"staff","users":["wp","alice"]})";

std::string list(const std::string& records) {
  return "[" + records + "]";
}

std::string fault_of_user(const std::string& json) {
  const auto user = read_user(json, 7);
  return user ? "(none)" : user.error();
}

std::string fault_of_group(const std::string& json) {
  const auto group = read_group(json, "staff");
  return group ? "(none)" : group.error();
}

}  // namespace

TEST_CASE("a user is read as the server writes it", "[answer]") {
  const auto user = read_user(list(kUser), 7);
  REQUIRE(user);
  REQUIRE(*user);
  CHECK((*user)->name == "wp");
  CHECK((*user)->gid == 9);
}

TEST_CASE("fields that are not needed may be anything", "[answer]") {
  const auto user = read_user(
      R"([{"keys":["ssh-rsa A",{"name":3,"id":[{}]}],"x":{"id":8,"name":null},"y":[[1]],"z":1.5,)"
      R"("w":true,"gecos":1,"name":"wp","group_id":0,"id":7,"users":null}])",
      7);
  REQUIRE(user);
  CHECK((*user)->name == "wp");
}

TEST_CASE("an empty list is nobody", "[answer]") {
  CHECK(read_user(" [ ] ", 7) == std::nullopt);
  CHECK_FALSE(read_group("[]", "staff").value());
}

TEST_CASE("an answer about somebody else is none", "[answer]") {
  CHECK(fault_of_user(R"([{"id":8,"name":"wp","group_id":9}])") == "it is about another id");
  CHECK(fault_of_group(R"([{"id":9,"name":"Staff","users":[]}])") == "it is about another name");
  CHECK(fault_of_user(list(kUser + "," + kUser)) == "it has more than one record");
  CHECK(fault_of_user(list(kUser + R"(,{"id":8,"name":"root","group_id":0})")) ==
        "it has more than one record");
}

TEST_CASE("a record must have what the question is about, once, and of the right type",
          "[answer]") {
  const auto [record, fault] = GENERATE(table<std::string, std::string>({
      {R"({"name":"wp","group_id":9})", "a record has no id"},
      {R"({"id":7,"group_id":9})", "a record has no name"},
      {R"({"id":7,"name":"wp"})", "a user has no group_id"},
      {R"({})", "a record has no id"},
      {R"({"id":"7","name":"wp","group_id":9})", "a record has a field of the wrong type"},
      {R"({"id":null,"name":"wp","group_id":9})", "a record has a field of the wrong type"},
      {R"({"id":7.0,"name":"wp","group_id":9})", "a record has a field of the wrong type"},
      {R"({"id":7e0,"name":"wp","group_id":9})", "a record has a field of the wrong type"},
      {R"({"id":-7,"name":"wp","group_id":9})", "a record has a field of the wrong type"},
      {R"({"id":-0,"name":"wp","group_id":9})", "a record has a field of the wrong type"},
      {R"({"id":true,"name":"wp","group_id":9})", "a record has a field of the wrong type"},
      {R"({"id":[7],"name":"wp","group_id":9})", "a record has a field of the wrong type"},
      {R"({"id":{"id":7},"name":"wp","group_id":9})", "a record has a field of the wrong type"},
      {R"({"id":7,"name":5,"group_id":9})", "a record has a field of the wrong type"},
      {R"({"id":7,"name":null,"group_id":9})", "a record has a field of the wrong type"},
      {R"({"id":7,"name":["wp"],"group_id":9})", "a record has a field of the wrong type"},
      {R"({"id":7,"name":"wp","group_id":"9"})", "a record has a field of the wrong type"},
      {R"({"id":4294967303,"name":"wp","group_id":9})", "a record has a number that is too large"},
      {R"({"id":4294967295,"name":"wp","group_id":9})", "a record has a number that is too large"},
      {R"({"id":18446744073709551616,"name":"wp","group_id":9})",
       "a record has a field of the wrong type"},
      {R"({"id":7,"name":"wp","group_id":4294967295})", "a record has a number that is too large"},
      {R"({"id":7,"id":7,"name":"wp","group_id":9})", "a record has a field twice"},
      {R"({"id":7,"name":"wp","name":"root","group_id":9})", "a record has a field twice"},
      {R"({"id":7,"name":"wp","group_id":9,"group_id":0})", "a record has a field twice"},
  }));
  CAPTURE(record);
  CHECK(fault_of_user(list(record)) == fault);
}

TEST_CASE("an answer must be a list of objects", "[answer]") {
  const auto [json, fault] = GENERATE_COPY(table<std::string, std::string>({
      {kUser, "it is no list"},
      {"null", "it is no list"},
      {"7", "it is no list"},
      {"\"wp\"", "it is no list"},
      {"[[" + kUser + "]]", "its list holds something else than objects"},
      {"[null]", "its list holds something else than objects"},
      {"[7," + kUser + "]", "its list holds something else than objects"},
      {"[\"wp\"]", "its list holds something else than objects"},
  }));
  CAPTURE(json);
  CHECK(fault_of_user(json) == fault);
}

TEST_CASE("what is not JSON is told by its place, and none of it is repeated", "[answer]") {
  const std::string whole = list(kUser);
  for (size_t length = 0; length < whole.size(); ++length) {
    CAPTURE(length);
    const std::string fault = fault_of_user(whole.substr(0, length));
    CHECK(fault.starts_with("it is not JSON, at byte "));
  }
  for (const char* const json : {"[] x", "[]]", "[],", "// a\n[]", "[{\"id\":07}]",
                                 "[{\"id\":0x7}]", "[{\"id\":NaN}]", "[{]", "secret"}) {
    CAPTURE(json);
    const std::string fault = fault_of_user(json);
    CHECK(fault.starts_with("it is not JSON, at byte "));
    CHECK(fault.find_first_not_of("0123456789", 24) == std::string::npos);
  }
}

TEST_CASE("text that is not UTF-8 makes an answer none", "[answer]") {
  for (const char* const bytes :
       {"\xff", "\xc0\xae", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82"}) {
    CHECK(fault_of_user(R"([{"id":7,"name":"w)" + std::string(bytes) + R"(","group_id":9}])")
              .starts_with("it is not JSON"));
  }
  CHECK(fault_of_user(R"([{"id":7,"name":"\ud800","group_id":9}])").starts_with("it is not JSON"));
}

TEST_CASE("a NUL does not end a name early", "[answer]") {
  const auto user = read_user(R"([{"id":7,"name":"root\u0000x","group_id":9}])", 7);
  REQUIRE(user);
  CHECK((*user)->name == std::string("root\0x", 6));
}

TEST_CASE("nesting is bounded", "[answer]") {
  const std::string deep(100000, '[');
  CHECK(fault_of_user(R"([{"id":7,"keys":)" + deep) == "it is nested too deep");
  std::string objects;
  for (int i = 0; i < 20; ++i)
    objects += R"({"a":)";
  CHECK(fault_of_user(R"([{"id":7,"x":)" + objects) == "it is nested too deep");
}

TEST_CASE("a group is read with its members sorted, each once", "[answer]") {
  const auto group =
      read_group(R"([{"id":9,"name":"staff","users":["wp","alice","wp","bob"]}])", "staff");
  REQUIRE(group);
  CHECK((*group)->id == 9);
  CHECK((*group)->members == std::vector<std::string>{"alice", "bob", "wp"});
}

TEST_CASE("a member that can be nobody's name is nobody", "[answer]") {
  const auto group = read_group(
      R"([{"id":9,"name":"staff","users":["","0","a:b","../x","wp\u0000","+x","wp"]}])", "staff");
  REQUIRE(group);
  CHECK((*group)->members == std::vector<std::string>{"wp"});
}

TEST_CASE("a group's users may be null, and must be a list of texts", "[answer]") {
  CHECK(read_group(R"([{"id":9,"name":"staff","users":null}])", "staff").value()->members.empty());
  const auto [users, fault] = GENERATE(table<std::string, std::string>({
      {R"("users":"wp")", "a record has a field of the wrong type"},
      {R"("users":{"wp":1})", "a record has a field of the wrong type"},
      {R"("users":7)", "a record has a field of the wrong type"},
      {R"("users":[7])", "a group has a member that is no name"},
      {R"("users":[null])", "a group has a member that is no name"},
      {R"("users":[["wp"]])", "a group has a member that is no name"},
      {R"("users":[{"wp":1}])", "a group has a member that is no name"},
      {R"("users":["wp"],"users":[])", "a record has a field twice"},
      {R"("users":null,"users":["wp"])", "a record has a field twice"},
      {R"("members":["wp"])", "a group has no list of users"},
  }));
  CAPTURE(users);
  CHECK(fault_of_group(R"([{"id":9,"name":"staff",)" + users + "}]") == fault);
}

TEST_CASE("a group of hundreds of thousands is read", "[answer]") {
  std::string json = R"([{"id":9,"name":"staff","users":["user0")";
  constexpr int kMembers = 300000;
  for (int i = 1; i < kMembers; ++i)
    json += ",\"user" + std::to_string(i) + "\"";
  const auto group = read_group(json + "]}]", "staff");
  REQUIRE(group);
  CHECK((*group)->members.size() == kMembers);
}

TEST_CASE("only application/json is JSON, whatever its parameters", "[answer]") {
  for (const char* const type : {"application/json", "Application/JSON",
                                 "application/json; charset=UTF-8", "application/json ;x=y"}) {
    CHECK(is_json(type));
  }
  for (const char* const type : {"", ";", "text/html", "application/jsonp", "application/json5",
                                 "json", "text/json", "application/ json", "xapplication/json"}) {
    CHECK_FALSE(is_json(type));
  }
}
