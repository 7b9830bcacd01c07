// SPDX-License-Identifier: MIT
#include "kernel/agent/uid_list.h"

#include <catch2/catch.hpp>

using namespace warifu;
using namespace warifu::agent;

namespace {

std::vector<IdRange> read(const std::string& value, Diagnostics& diagnostics) {
  const Node root = parse_toml("uids = " + value, "agent.toml", diagnostics);
  const Node uids = root.as<Table>()->at(0).value;
  return read_uids(uids, diagnostics);
}

std::vector<IdRange> read(const std::string& value) {
  Diagnostics diagnostics;
  auto uids = read(value, diagnostics);
  CHECK_FALSE(diagnostics.has_errors());
  return uids;
}

}  // namespace

TEST_CASE("\"all\" is everyone but uid 0", "[uids]") {
  const std::vector<IdRange> everyone_but_root{{1, 0xFFFFFFFE}};
  CHECK(read("\"all\"") == everyone_but_root);
  CHECK(read("[\"all\"]") == everyone_but_root);
  CHECK(read("[5, \"all\", \"7-9\"]") == everyone_but_root);
}

TEST_CASE("uid 0 must be named", "[uids]") {
  const std::vector<IdRange> everyone{{0, 0xFFFFFFFE}};
  CHECK(read("[\"all\", 0]") == everyone);
  CHECK(read("[\"0-10\", \"all\"]") == everyone);
  CHECK(read("[0]") == std::vector<IdRange>{{0, 0}});
}

TEST_CASE("lists without \"all\" are as everywhere", "[uids]") {
  CHECK(read("[\"10-19\", 5]") == std::vector<IdRange>{{5, 5}, {10, 19}});
  CHECK(read("1000") == std::vector<IdRange>{{1000, 1000}});
}

TEST_CASE("mistakes are told, beside \"all\" too", "[uids]") {
  for (const char* value : {"[]", "\"everyone\"", "[\"all\", \"x\"]", "[\"all\", \"9-3\"]",
                            "[\"All\"]", "[4294967295]", "[-1]", "true"}) {
    CAPTURE(value);
    Diagnostics diagnostics;
    read(value, diagnostics);
    CHECK(diagnostics.has_errors());
  }
}
