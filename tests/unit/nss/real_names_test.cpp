// SPDX-License-Identifier: MIT
// This machine's own name service, beside what getent(1) and id(1) say of it.
#include <catch2/catch.hpp>
#include <cstdio>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "modules/nss/gid_list.h"
#include "modules/nss/system_names.h"

using nss::SystemNames;
using warifu::directory::decode_user;
using warifu::directory::Outcome;

namespace {

std::string output_of(const std::string& command) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  REQUIRE(pipe);
  std::string text;
  char bytes[4096];
  while (const size_t got = fread(bytes, 1, sizeof bytes, pipe.get()))
    text.append(bytes, got);
  return text;
}

std::vector<std::string> split(const std::string& text, char by) {
  std::vector<std::string> parts;
  std::istringstream rest(text);
  for (std::string part; std::getline(rest, part, by);)
    parts.push_back(part);
  return parts;
}

// The first lines of a database of getent(1), parted at the colons.
std::vector<std::vector<std::string>> database(const std::string& name) {
  std::vector<std::vector<std::string>> lines;
  for (const std::string& line : split(output_of("getent " + name + " | head -n 12"), '\n')) {
    lines.push_back(split(line, ':'));
  }
  REQUIRE_FALSE(lines.empty());
  return lines;
}

uint32_t number(const std::string& text) {
  return static_cast<uint32_t>(std::stoul(text));
}

}  // namespace

TEST_CASE("the users of this machine are named as getent names them, in the groups id counts") {
  SystemNames names;
  for (const auto& line : database("passwd")) {
    CAPTURE(line[0]);
    const auto answer = names.user(number(line[2]));
    REQUIRE(answer.outcome == Outcome::kFound);
    const auto user = decode_user(answer.value);
    REQUIRE(user);
    CHECK(user->name == line[0]);
    CHECK(user->gid == number(line[3]));

    const auto groups = names.groups_of(*user);
    REQUIRE(groups.outcome == Outcome::kFound);
    const auto ids = split(output_of("id -G '" + user->name + "' | tr -d '\\n'"), ' ');
    CHECK(groups.value.size() == ids.size() * 4);
    for (const std::string& id : ids)
      CHECK(nss::contains_gid(groups.value, number(id)));
  }
}

TEST_CASE("the groups of this machine have the numbers that getent says") {
  SystemNames names;
  for (const auto& line : database("group")) {
    const auto answer = names.group(line[0]);
    REQUIRE(answer.outcome == Outcome::kFound);
    CHECK(nss::decode_gid(answer.value) == number(line[2]));
  }
}

TEST_CASE("what this machine does not have is not found") {
  SystemNames names;
  CHECK(names.user(0xFFFFFFF0).outcome == Outcome::kNotFound);
  CHECK(names.group("no-such-group-of-warifu").outcome == Outcome::kNotFound);
}
