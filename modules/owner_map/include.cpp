// SPDX-License-Identifier: MIT
#include "modules/owner_map/include.h"

#include <fnmatch.h>

namespace owner_map {
namespace {

constexpr std::string_view kWild = "*?[";

const char* mistake(std::string_view path) {
  if (path.empty()) return "is empty";
  // The host takes C strings: it would open what stands before the NUL.
  if (path.find('\0') != path.npos) return "has a NUL in it";
  if (path.find('\\') != path.npos) return "has a backslash in it";
  while (!path.empty()) {
    const std::string_view part = path.substr(0, path.find('/'));
    if (part.empty() || part == "." || part == "..") {
      return "has a part that is empty, \".\" or \"..\"";
    }
    path.remove_prefix(part.size());
    if (path.empty()) break;
    if (part.find_first_of(kWild) != part.npos) return "has a pattern in a folder's name";
    if (path == "/") return "ends with a slash";
    path.remove_prefix(1);
  }
  return nullptr;
}

}  // namespace

tl::expected<IncludePattern, std::string> to_include_pattern(std::string_view file,
                                                             std::string_view text) {
  const bool is_absolute = text.starts_with('/');
  if (const char* what = mistake(is_absolute ? text.substr(1) : text)) {
    return tl::unexpected<std::string>(what);
  }
  std::string whole(text);
  if (!is_absolute) whole.insert(0, file.substr(0, file.rfind('/') + 1));
  const size_t slash = whole.rfind('/');
  IncludePattern pattern{whole.substr(0, slash), whole.substr(slash + 1), false};
  pattern.is_pattern = pattern.name.find_first_of(kWild) != std::string::npos;
  return pattern;
}

std::vector<std::string> fitting(const IncludePattern& pattern,
                                 const std::vector<std::string>& names) {
  std::vector<std::string> fit;
  for (const std::string& name : names) {
    if (::fnmatch(pattern.name.c_str(), name.c_str(), FNM_PERIOD | FNM_NOESCAPE) == 0) {
      fit.push_back(name);
    }
  }
  return fit;
}

}  // namespace owner_map
