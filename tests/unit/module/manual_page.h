// SPDX-License-Identifier: MIT
// The manual page of a module, which its tests compare with what the module says of itself.
#pragma once

#include <string>

#include "warifu/module.h"

namespace module_test {

// Every `what` of a text.
std::string replaced(std::string text, const std::string& what, const std::string& with);

// As man(7) wants text that is to be read as it is.
std::string in_man(const std::string& text);

// As the page lists a module's reasons.
template <typename Reasons>
std::string reasons_in_man(const Reasons& reasons) {
  std::string text;
  for (const warifu_reason& each : reasons)
    text += ".TP\n.B " + in_man(each.id) + "\n" + in_man(each.meaning) + "\n";
  return text;
}

class ManualPage {
 public:
  explicit ManualPage(const std::string& path);

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] bool has(const std::string& part) const {
    return text_.find(part) != std::string::npos;
  }

  // The reasons, which stand between two comments.
  [[nodiscard]] std::string reasons() const;
  // After `begin`, of which the first after `from` counts, up to `end`. They must be there.
  [[nodiscard]] std::string between(const std::string& begin, const std::string& end,
                                    const std::string& from = "") const;

 private:
  std::string text_;
};

}  // namespace module_test
