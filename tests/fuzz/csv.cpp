// SPDX-License-Identifier: MIT
// Any bytes as a table of accounts. What is made of them is TOML with as many accounts.
#include <cstdlib>
#include <string>

#include "core/cli/map/csv.h"
#include "core/toml/node.h"

namespace {

using namespace warifu;
using namespace warifu::cli;

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  Diagnostics diagnostics;
  const auto made = import_csv(text, "f", diagnostics);
  require(made.has_value() == !diagnostics.has_errors());
  if (!made) return 0;
  Diagnostics mistakes;
  const Node read = parse_toml(to_toml(*made, "f"), "f", mistakes);
  require(!mistakes.has_errors());
  const Table& top = *read.as<Table>();
  require(top.size() == 1 && top.front().key == "accounts");
  require(top.front().value.as<Table>()->size() == made->accounts.size());
  return 0;
}
