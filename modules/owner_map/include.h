// SPDX-License-Identifier: MIT
// Which files `include` names.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace owner_map {

// A folder, and the pattern that names of files in it must fit; "" where the path is one file's.
struct IncludePattern {
  std::string folder;  // absolute
  std::string name;
  bool is_pattern = false;  // has one of * ? [
  [[nodiscard]] std::string path_of(const std::string& file) const { return folder + "/" + file; }
};

// As it stands in the map `file`, relative to that file's folder or absolute. An error says what is
// wrong, as the end of a sentence.
tl::expected<IncludePattern, std::string> to_include_pattern(std::string_view file,
                                                             std::string_view text);

// Those of `names` that fit, in their order, as fnmatch(3) says; a name that begins with a dot only
// where the pattern does.
std::vector<std::string> fitting(const IncludePattern& pattern,
                                 const std::vector<std::string>& names);

}  // namespace owner_map
