// SPDX-License-Identifier: MIT
#include "core/cli/time_text.h"

#include <array>
#include <ctime>

namespace warifu::cli {

std::string time_text(int64_t unix_seconds) {
  if (unix_seconds == 0) return "never";
  const auto seconds = static_cast<time_t>(unix_seconds);
  tm utc{};
  std::array<char, 32> text{};
  if (gmtime_r(&seconds, &utc) == nullptr) return "?";
  std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S UTC", &utc);
  return text.data();
}

}  // namespace warifu::cli
