// SPDX-License-Identifier: MIT
#include "modules/owner_map/map_reader.h"

#include <algorithm>
#include <set>

#include "modules/owner_map/file_reader.h"
#include "modules/owner_map/include.h"
#include "modules/owner_map/lint.h"

namespace owner_map {
namespace {

using warifu::Diagnostics;
using warifu::Node;

class MapReader {
 public:
  MapReader(const std::string& file, MapSource& source, Diagnostics& diagnostics, Way way)
      : source_(source), diagnostics_(diagnostics), way_(way) {
    map_.files.push_back(file);
    seen_.insert(file);
  }

  std::optional<OwnerMap> read(std::string_view text) {
    together_ = text.size();
    const auto includes = FileReader(map_, 0, diagnostics_, way_).read(text);
    for (const Include& each : includes)
      follow(each);
    check_sizes();
    if (incomplete_ || diagnostics_.has_errors()) return std::nullopt;
    lint(map_, diagnostics_);
    map_.accounts.shrink();
    map_.rules.shrink_to_fit();
    return std::move(map_);
  }

 private:
  void follow(const Include& include) {
    const auto pattern = to_include_pattern(map_.files[0], include.path);
    if (!pattern) {
      diagnostics_.error(include.place, "\"include\" " + pattern.error(),
                         "write a file's name or a pattern, below one folder: \"extra/*.toml\"");
      return;
    }
    if (!pattern->is_pattern) return take(pattern->path_of(pattern->name), include.place);
    const auto names = source_.list(pattern->folder, include.place, diagnostics_);
    if (!names) {
      incomplete_ = true;
      return;
    }
    const auto found = fitting(*pattern, *names);
    for (const std::string& name : found)
      take(pattern->path_of(name), include.place);
    if (found.empty()) {
      diagnostics_.warning(include.place, "no file matches \"" + include.path + "\"",
                           "correct it, or remove it");
    }
  }

  void take(const std::string& path, const warifu::Place& place) {
    if (!seen_.insert(path).second) return;
    if (map_.files.size() == kMaximumFiles || together_ > kMaximumTogetherBytes) {
      if (!std::exchange(told_too_much_, true)) {
        diagnostics_.error(place, "the map includes too much",
                           "at most 1024 files, and 64 MiB together");
      }
      return;
    }
    const auto text = source_.read(path, place, kMaximumMapBytes, diagnostics_);
    if (!text) {
      incomplete_ = true;
      return;
    }
    together_ += text->size();
    map_.files.push_back(path);
    const auto index = static_cast<uint32_t>(map_.files.size() - 1);
    (void)FileReader(map_, index, diagnostics_, way_).read(*text);
  }

  void check_sizes() {
    const warifu::Place top{map_.files[0], 1, 1};
    if (map_.accounts.size() > kMaximumAccounts) {
      diagnostics_.error(top, "the map names more than 1000000 accounts",
                         "say most of them with a [[rule]]");
    }
    if (map_.rules.size() > kMaximumRules) {
      diagnostics_.error(top, "the map has more than 10000 rules",
                         "name accounts in [accounts]; rules are tried one by one");
    }
    const auto expressions = std::count_if(map_.rules.begin(), map_.rules.end(),
                                           [](const Rule& rule) { return !!rule.expression; });
    if (static_cast<size_t>(expressions) > kMaximumExpressions) {
      diagnostics_.error(top, "the map has more than 256 expressions",
                         "name accounts in [accounts], or say several with one expression");
    }
  }

  MapSource& source_;
  Diagnostics& diagnostics_;
  Way way_;
  OwnerMap map_;
  std::set<std::string> seen_;
  size_t together_ = 0;
  bool told_too_much_ = false;
  bool incomplete_ = false;  // a file is missing, and somebody else told why
};

}  // namespace

std::optional<OwnerMap> read_map(std::string_view text, const std::string& file, MapSource& source,
                                 Diagnostics& diagnostics, Way way) {
  return MapReader(file, source, diagnostics, way).read(text);
}

}  // namespace owner_map
