// SPDX-License-Identifier: MIT
#include "core/cli/key/audience_name.h"

#include <string_view>

#include "core/diagnostic/utf8.h"

namespace warifu::cli {
namespace {

constexpr size_t kMaximumBytes = 255;

bool shows_entirely(std::string_view name) {
  while (!name.empty()) {
    const CodePoint character = decode_utf8(name);
    if (character.length == 0 || character.value == ' ') return false;
    if (!is_plainly_visible(character.value)) return false;
    name.remove_prefix(character.length);
  }
  return true;
}

}  // namespace

Result<void> check_audience_name(const std::string& name) {
  if (name.empty() || name.size() > kMaximumBytes || !shows_entirely(name)) {
    return failure(ErrorKind::kArgument,
                   "\"" + name +
                       "\" is no name for an audience; write up to 255 bytes without blanks, such "
                       "as postgresql@tokyo");
  }
  return {};
}

}  // namespace warifu::cli
