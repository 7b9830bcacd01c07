// SPDX-License-Identifier: MIT
#include "core/cli/map/pg_ident.h"

#include <set>

#include "core/cli/map/map_limits.h"
#include "core/cli/map/pg_ident_map.h"

namespace warifu::cli {
namespace {

constexpr size_t kMostNamesListed = 20;

using Names = std::set<std::string, std::less<>>;

// The maps of the file, bounded in what it takes: whoever has more is only told of the first.
Names names_in(std::string_view text, PgVersion version) {
  Names names;
  PgIdentScanner scanner(text);
  while (const auto line = scanner.next()) {
    if (fault_of_line(*line, version)) continue;
    if (names.size() <= kMostNamesListed) names.insert(line->fields.front().front().text);
  }
  return names;
}

std::string listed(const Names& names) {
  if (names.empty()) return "there is none in it";
  std::string text = "there are: ";
  size_t count = 0;
  for (const std::string& each : names) {
    if (count++ == kMostNamesListed) return text + ", and others";
    text += (count > 1 ? ", " : "") + each;
  }
  return text;
}

std::optional<std::string> choose(const Names& names, const std::string& file,
                                  const PgIdentOptions& options, Diagnostics& diagnostics) {
  if (options.map) return options.map;
  if (names.size() == 1) return *names.begin();
  if (!names.empty()) {
    diagnostics.error({file, 0, 0}, "there are several maps in it, and an owner map is one of them",
                      "say which with --map; " + listed(names));
  }
  return std::nullopt;
}

}  // namespace

std::optional<PgIdentMap> import_pg_ident(std::string_view text, const std::string& file,
                                          const PgIdentOptions& options, Diagnostics& diagnostics) {
  const Names names = names_in(text, options.version);
  const auto name = choose(names, file, options, diagnostics);
  PgIdentMapMaker maker;
  size_t entries = 0;
  PgIdentScanner scanner(text);
  while (const auto line = scanner.next()) {
    const Place place{file, line->line, 0};
    if (const auto fault = fault_of_line(*line, options.version)) {
      diagnostics.error(place, fault->what, fault->remedy);
      continue;
    }
    if (!name || line->fields.front().front().text != *name) continue;
    ++entries;
    auto entry = read_entry(*line, options.version);
    if (entry) {
      maker.add(std::move(*entry));
    } else {
      diagnostics.error(place, entry.error().what, entry.error().remedy);
    }
  }
  if (!name && !diagnostics.has_errors()) {
    diagnostics.error({file, 0, 0}, "there is no map in it", "give a pg_ident.conf");
  }
  if (name && entries == 0 && !diagnostics.has_errors()) {
    diagnostics.error({file, 0, 0}, "there is no map \"" + *name + "\" in it", listed(names));
  }
  if (diagnostics.has_errors()) return std::nullopt;
  PgIdentMap made{*name, std::move(maker).make()};
  if (const auto fits = check_size(made.map); !fits) {
    diagnostics.error({file, 0, 0}, fits.error().what, fits.error().remedy);
    return std::nullopt;
  }
  return made;
}

}  // namespace warifu::cli
