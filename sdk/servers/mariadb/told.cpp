// SPDX-License-Identifier: MIT
#include "sdk/servers/mariadb/told.h"

#include <algorithm>
#include <new>

#include "sdk/servers/mariadb/server_api.h"

namespace warifu::mariadb {
namespace {

constexpr size_t kLongest = 400;  // the server cuts a message at 512 bytes

unsigned long flags_of(Level level) {
  constexpr unsigned long kLogOnly = 64, kNote = 1024, kWarning = 2048;  // ME_... of its my_sys.h
  if (level == Level::kNote) return kLogOnly | kNote;
  return level == Level::kWarning ? kLogOnly | kWarning : kLogOnly;
}

}  // namespace

void tell(Level level, std::string_view text) noexcept {
  constexpr unsigned kUnknownError = 1105;  // ER_UNKNOWN_ERROR; the log does not show it
  try {
    for (size_t at = 0; at < text.size();) {
      const size_t end = std::min(text.find('\n', at), text.size());
      const std::string line = printable(text.substr(at, end - at));
      my_printf_error(kUnknownError, "warifu: %s", flags_of(level), line.c_str());
      at = end + 1;
    }
  } catch (const std::bad_alloc&) {
    return;  // as much as there was memory for
  }
}

std::string printable(std::string_view text) {
  std::string out(text.substr(0, kLongest));
  std::replace_if(
      out.begin(), out.end(), [](char each) { return each < ' ' || each > '~'; }, '?');
  if (text.size() > kLongest) out += "...";
  return out;
}

}  // namespace warifu::mariadb
