// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "warifu/warifu.h"

namespace warifu::redis {

// The login that WARIFU.EXPLAIN is about.
class Presumed {
 public:
  // "WARIFU.EXPLAIN" account uid [gid] [DOMAIN name]; nothing where it is written otherwise.
  static std::optional<Presumed> parse(const std::vector<std::string_view>& words);

  // Valid as long as this is.
  [[nodiscard]] warifu_presumed_login login() const;

 private:
  std::string account_;
  std::string domain_;
  uint32_t uid_ = 0;
  std::optional<uint32_t> gid_;
};

}  // namespace warifu::redis
