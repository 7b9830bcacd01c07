// SPDX-License-Identifier: MIT
#include "core/engine/attributes.h"

#include <catch2/catch.hpp>
#include <string>

using warifu::Arena;
using warifu::Attributes;

namespace {

struct Fixture {
  Arena arena;
  Attributes attributes{arena};
};

int always(void* data, const char*) {
  return *static_cast<int*>(data);
}

}  // namespace

TEST_CASE_METHOD(Fixture, "what an entry sets counts only once it passed", "[attributes]") {
  attributes.begin_entry();
  REQUIRE(attributes.set("stns", "owner.name", "alice"));
  CHECK(attributes.get("owner.name") == nullptr);
  attributes.begin_entry();  // it did not pass
  CHECK(attributes.get("owner.name") == nullptr);
  REQUIRE(attributes.set("stns", "owner.name", "alice"));
  REQUIRE(attributes.commit());
  CHECK(std::string(attributes.get("owner.name")) == "alice");
}

TEST_CASE_METHOD(Fixture, "a second value is a conflict, the same value is not", "[attributes]") {
  REQUIRE(attributes.set("a", "owner.name", "alice"));
  REQUIRE(attributes.commit());
  attributes.begin_entry();
  REQUIRE(attributes.set("b", "owner.name", "alice"));
  CHECK(attributes.commit());
  attributes.begin_entry();
  REQUIRE(attributes.set("c", "owner.name", "mallory"));
  CHECK_FALSE(attributes.commit());
  CHECK(std::string(attributes.get("owner.name")) == "alice");
}

TEST_CASE_METHOD(Fixture, "an entry that contradicts itself has no say", "[attributes]") {
  REQUIRE(attributes.set("a", "x.a.k", "1"));
  REQUIRE(attributes.set("a", "x.a.k", "2"));
  CHECK_FALSE(attributes.commit());
}

TEST_CASE_METHOD(Fixture, "of a contradicting entry nothing counts", "[attributes]") {
  REQUIRE(attributes.set("a", "owner.name", "alice"));
  REQUIRE(attributes.commit());
  attributes.begin_entry();
  REQUIRE(attributes.set("b", "x.b.k", "new"));
  REQUIRE(attributes.set("b", "owner.name", "mallory"));
  CHECK_FALSE(attributes.commit());
  CHECK(attributes.get("x.b.k") == nullptr);
}

TEST_CASE_METHOD(Fixture, "a module sets its own names and owner.name, no other", "[attributes]") {
  CHECK(attributes.set("mine", "x.mine.key", "v"));
  CHECK_FALSE(attributes.set("mine", "x.other.key", "v"));
  CHECK_FALSE(attributes.set("mine", "x.mine.", "v"));
  CHECK_FALSE(attributes.set("mine", "x.mine", "v"));
  CHECK_FALSE(attributes.set("mine", "x.minexkey", "v"));
  CHECK_FALSE(attributes.set("mine", "owner.uid", "0"));
  CHECK_FALSE(attributes.set("mine", "owner.domain", "web"));
}

TEST_CASE_METHOD(Fixture, "their number and length are bounded", "[attributes]") {
  CHECK_FALSE(attributes.set("m", "x.m.k", std::string(5000, 'v')));
  int taken = 0;
  for (int i = 0; i < 1000; ++i) {
    taken += attributes.set("m", "x.m." + std::to_string(i), "v") ? 1 : 0;
  }
  CHECK(taken == 64);
}

TEST_CASE_METHOD(Fixture, "a domain that was set cannot be set to another", "[attributes]") {
  REQUIRE(attributes.set_domain("web"));
  REQUIRE(attributes.commit());
  CHECK(std::string(attributes.domain()) == "web");
  attributes.begin_entry();
  REQUIRE(attributes.set_domain("batch"));
  CHECK_FALSE(attributes.commit());
  CHECK(std::string(attributes.domain()) == "web");
  CHECK_FALSE(attributes.set_domain(""));
}

TEST_CASE_METHOD(Fixture, "the first groups that counted are asked", "[attributes]") {
  int first = 1;
  int second = 0;
  CHECK_FALSE(attributes.groups().offered());
  REQUIRE(attributes.offer_groups(always, &first));
  CHECK_FALSE(attributes.groups().offered());
  REQUIRE(attributes.commit());
  CHECK(attributes.groups().data == &first);
  attributes.begin_entry();
  REQUIRE(attributes.offer_groups(always, &second));
  REQUIRE(attributes.commit());
  CHECK(attributes.groups().data == &first);
  attributes.clear();
  CHECK_FALSE(attributes.groups().offered());
  CHECK_FALSE(attributes.offer_groups(nullptr, &first));
}

TEST_CASE_METHOD(Fixture, "a search for groups is remembered with whose it is", "[attributes]") {
  const warifu_group_search search = [](void*, const warifu_call*, const char*) { return 1; };
  CHECK_FALSE(attributes.offer_group_search(nullptr, 3));
  REQUIRE(attributes.offer_group_search(search, 3));
  REQUIRE(attributes.commit());
  CHECK(attributes.groups().search == search);
  CHECK(attributes.groups().entry == 3);
}

TEST_CASE_METHOD(Fixture, "a gid is distrusted once the entry that said so passed",
                 "[attributes]") {
  attributes.distrust_gid();
  CHECK_FALSE(attributes.gid_distrusted());
  attributes.begin_entry();  // it did not pass
  REQUIRE(attributes.commit());
  CHECK_FALSE(attributes.gid_distrusted());
  attributes.begin_entry();
  attributes.distrust_gid();
  REQUIRE(attributes.commit());
  CHECK(attributes.gid_distrusted());
}

TEST_CASE_METHOD(Fixture, "no later entry makes a distrusted gid trusted again", "[attributes]") {
  attributes.distrust_gid();
  REQUIRE(attributes.commit());
  attributes.begin_entry();
  REQUIRE(attributes.commit());
  CHECK(attributes.gid_distrusted());
  attributes.clear();
  CHECK_FALSE(attributes.gid_distrusted());
}

TEST_CASE_METHOD(Fixture, "of a contradicting entry the distrust does not count either",
                 "[attributes]") {
  REQUIRE(attributes.set_domain("web"));
  REQUIRE(attributes.commit());
  attributes.begin_entry();
  attributes.distrust_gid();
  REQUIRE(attributes.set_domain("batch"));
  CHECK_FALSE(attributes.commit());
  CHECK_FALSE(attributes.gid_distrusted());
}
