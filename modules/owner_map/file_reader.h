// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/toml/node.h"
#include "modules/owner_map/map.h"
#include "modules/owner_map/map_reader.h"

namespace owner_map {

// One of the texts under `include`.
struct Include {
  std::string path;
  warifu::Place place;
};

// Reads one file of a map. The first sets the map's domain and may include others; the others may
// repeat the domain, and include nothing.
class FileReader {
 public:
  // `file` is an index of map.files.
  FileReader(OwnerMap& map, uint32_t file, warifu::Diagnostics& diagnostics, Way way)
      : map_(map), file_(file), diagnostics_(diagnostics), way_(way) {}

  std::vector<Include> read(std::string_view text);

 private:
  void read_domain(const warifu::Node& node, const std::string& domain);
  void read_rules(const warifu::Array& rules);
  std::vector<Include> read_includes(const warifu::Node& node);

  OwnerMap& map_;
  uint32_t file_;
  warifu::Diagnostics& diagnostics_;
  Way way_;
};

}  // namespace owner_map
