// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic/diagnostic.h"

namespace owner_map {

// Where the files come from that a map includes. The source tells why there is nothing, to
// `diagnostics` or by a way of its own.
class MapSource {
 public:
  virtual ~MapSource() = default;

  // A whole file, valid as long as the source; `where` names it.
  virtual std::optional<std::string_view> read(const std::string& path, const warifu::Place& where,
                                               size_t limit, warifu::Diagnostics& diagnostics) = 0;

  // The names in a folder, sorted; none where the folder is not there.
  virtual std::optional<std::vector<std::string>> list(const std::string& folder,
                                                       const warifu::Place& where,
                                                       warifu::Diagnostics& diagnostics) = 0;
};

}  // namespace owner_map
