// SPDX-License-Identifier: MIT
#include "sdk/servers/redis/seldom.h"

#include <utility>

namespace warifu::redis {

std::optional<std::string> SeldomLine::due(Time now) {
  if (told_ && now - *told_ < std::chrono::seconds(1)) {
    ++left_out_;
    return std::nullopt;
  }
  told_ = now;
  const uint64_t before = std::exchange(left_out_, 0);
  if (before == 0) return text_;
  return std::string(text_) + " (and " + std::to_string(before) + " more before)";
}

}  // namespace warifu::redis
