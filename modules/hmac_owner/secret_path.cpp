// SPDX-License-Identifier: MIT
#include "modules/hmac_owner/secret_path.h"

namespace hmac_owner {
namespace {

const char* mistake(std::string_view path) {
  if (path.empty()) return "is empty";
  // The host takes C strings: it would open what stands before the NUL.
  if (path.find('\0') != path.npos) return "has a NUL in it";
  while (!path.empty()) {
    const std::string_view part = path.substr(0, path.find('/'));
    if (part.empty() || part == "." || part == "..") {
      return "has a part that is empty, \".\" or \"..\"";
    }
    path.remove_prefix(part.size());
    if (path == "/") return "ends with a slash";
    if (!path.empty()) path.remove_prefix(1);
  }
  return nullptr;
}

}  // namespace

tl::expected<std::string, std::string> secret_path(std::string_view keyring,
                                                   std::string_view text) {
  const bool is_absolute = text.starts_with('/');
  if (const char* what = mistake(is_absolute ? text.substr(1) : text)) {
    return tl::unexpected<std::string>(what);
  }
  if (is_absolute) return std::string(text);
  return std::string(keyring.substr(0, keyring.rfind('/') + 1)).append(text);
}

}  // namespace hmac_owner
