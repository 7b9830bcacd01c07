// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "modules/stns/endpoint.h"
#include "modules/stns/secret_text.h"
#include "warifu/module.h"

namespace stns {

// The options of one opening, and whether any of them was a mistake.
class OptionReader {
 public:
  explicit OptionReader(const warifu_module_open& args) : args_(args) {}

  [[nodiscard]] bool good() const { return good_; }
  [[nodiscard]] const warifu_value& value(uint32_t option) const { return args_.values[option]; }
  [[nodiscard]] bool is_set(uint32_t option) const { return value(option).is_set != 0; }
  // Empty where it is not set.
  [[nodiscard]] std::string_view text(uint32_t option) const {
    return value(option).string ? value(option).string : "";
  }

  void mistake(uint32_t option, const Mistake& mistake);
  void warn(uint32_t option, const Mistake& mistake) const;

  // The bytes of the file that a PATH option names, under the host's rules of trust: none where it
  // is not set. Nothing: a mistake was reported.
  std::optional<SecretText> file(uint32_t option, warifu_file_kind kind, size_t limit);

  // A secret: written in the stack, or, better, alone on the one line of a file of its own. Both at
  // once is a mistake. Nothing: a mistake was reported.
  std::optional<SecretText> secret(uint32_t option, uint32_t file_option);

 private:
  const warifu_module_open& args_;
  bool good_ = true;
};

}  // namespace stns
