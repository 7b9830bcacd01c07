// SPDX-License-Identifier: MIT
// Any bytes as pg_ident.conf, of each kind of server. What is made of them is TOML that says the
// same, and its expressions are ones that RE2 takes.
#include <re2/re2.h>

#include <cstdlib>
#include <string>

#include "core/cli/map/pg_ident.h"
#include "core/toml/node.h"

namespace {

using namespace warifu;
using namespace warifu::cli;

void require(bool holds) {
  if (!holds) std::abort();
}

void require_side(const std::string& side) {
  require(!side.empty());
  if (side.front() == '/') require(re2::RE2(side.substr(1), re2::RE2::Quiet).ok());
}

void import_as(std::string_view text, PgVersion version, bool all_maps) {
  Diagnostics diagnostics;
  PgIdentOptions options{std::nullopt, version};
  if (!all_maps) options.map = "m";
  const auto made = import_pg_ident(text, "f", options, diagnostics);
  require(made.has_value() == !diagnostics.has_errors());
  if (!made) return;
  for (const MapRule& each : made->map.rules) {
    require_side(each.owner);
    require_side(each.account);
    require(!made->map.accounts.contains(each.account));
  }
  Diagnostics mistakes;
  (void)parse_toml(to_toml(made->map, "f"), "f", mistakes);
  require(!mistakes.has_errors());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  import_as(text, PgVersion::kFrom16, true);
  import_as(text, PgVersion::kUntil15, false);
  import_as(text, PgVersion::kUnknown, false);
  return 0;
}
